using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Home;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>Commands that came with a repository run only for whom somebody has read them.</summary>
public sealed class ConfirmationTests
{
    private static readonly Track Commands = new()
    {
        Id = "x",
        Repository = ".",
        Setup = ["make deps"],
        Verify = ["make test"],
        Tickets = [new() { Id = "a", Description = "d", Verify = ["make test-a", "make test"] }],
    };

    [Fact]
    public void In_a_sandbox_a_repositorys_setup_is_confirmed_because_it_has_the_network_and_all_else_that_a_yes_holds_for() =>
        Assert.Equal(
            ["make deps", "make test", "make test-a"],
            TrackCommands.ToConfirm(Commands, FileOrigin.Repository, CommandIsolation.Sandbox));

    [Fact]
    public void In_a_sandbox_a_repository_without_a_setup_needs_nothing() =>
        Assert.Empty(TrackCommands.ToConfirm(Commands with { Setup = [] }, FileOrigin.Repository, CommandIsolation.Sandbox));

    [Fact]
    public void In_a_sandbox_a_persons_own_file_needs_nothing() =>
        Assert.Empty(TrackCommands.ToConfirm(Commands, FileOrigin.Person, CommandIsolation.Sandbox));

    [Fact]
    public void Without_a_sandbox_every_command_is_confirmed_once() =>
        Assert.Equal(
            ["make deps", "make test", "make test-a"],
            TrackCommands.ToConfirm(Commands, FileOrigin.Person, CommandIsolation.Unavailable));

    [Fact]
    public void Whoever_switched_the_sandbox_off_has_decided() =>
        Assert.Empty(TrackCommands.ToConfirm(Commands, FileOrigin.Repository, CommandIsolation.Disabled));

    [Fact]
    public async Task With_nobody_to_ask_the_error_lists_the_commands_and_the_way_out()
    {
        using var slop = new CommandLine();

        var error = await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop)));

        Assert.Equal(("untrusted_commands", ExitCode.BadInput), (error.Code, error.Exit));
        Assert.Contains("`make deps`", error.Message, StringComparison.Ordinal);
        Assert.Contains("--trust", error.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("n\n")]
    [InlineData("what?\n")]
    public async Task Anything_but_yes_means_no(string typed)
    {
        using var slop = new CommandLine { Typed = typed };

        await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop)));
        await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop)));
    }

    [Fact]
    public async Task A_yes_holds_for_these_commands_in_their_order_whatever_else_the_file_says()
    {
        using var slop = new CommandLine { Typed = "y\n" };

        Assert.True(await ConfirmAsync(slop, Write(slop), commands: ["make deps", "make test"]));

        Assert.True(await ConfirmAsync(slop, Write(slop, more: " "), Silent(slop), ["make deps", "make test"]));
        await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop), Silent(slop), ["make test", "make deps"]));
        await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop), Silent(slop), ["make deps"]));
        await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop), Silent(slop), ["make deps", "make test", "x"]));
        var elsewhere = Write(slop) with { Path = slop.Folder.In("other", "track.json") };
        await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, elsewhere, Silent(slop), ["make deps", "make test"]));
    }

    [Fact]
    public async Task What_changed_since_a_yes_is_shown_old_and_new()
    {
        using var slop = new CommandLine { Typed = "y\n" };
        await ConfirmAsync(slop, Write(slop), commands: ["make deps", "make test", "make lint"]);
        using var asked = new StringWriter();

        await ConfirmAsync(slop, Write(slop), slop.TerminalFor(asked, asked), ["make deps FAST=1", "make test"]);
        var error = await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop), Silent(slop), ["make test", "make test-a"]));

        Assert.Equal(
            "track.json names commands that run on this machine, not the ones that you confirmed before:\n"
                + "- make deps\n+ make deps FAST=1\n  make test\n- make lint\nRun them? [y/N] ",
            asked.ToString());
        Assert.Equal("- make deps FAST=1\n  make test\n+ make test-a\n", error.Details);
    }

    [Fact]
    public async Task A_file_that_was_confirmed_whole_by_a_build_of_before_stays_confirmed_as_it_is()
    {
        using var slop = new CommandLine();
        var file = Write(slop);
        slop.Folder.Write(
            "home/trusted.json", $$"""{ "{{file.Hash}}": { "path": "/x/track.json", "at": "2026-01-01T00:00:00+00:00" } }""");

        Assert.True(await ConfirmAsync(slop, file, Silent(slop)));
        await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop, more: " "), Silent(slop)));
    }

    [Fact]
    public async Task The_question_shows_what_would_run()
    {
        using var slop = new CommandLine { Typed = "y\n" };
        using var asked = new StringWriter();

        await ConfirmAsync(slop, Write(slop), slop.TerminalFor(asked, asked));

        Assert.Equal("track.json names commands that run on this machine:\n  make deps\nRun them? [y/N] ", asked.ToString());
    }

    [Fact]
    public async Task A_trusted_start_asks_nothing_and_nothing_to_confirm_is_no_trust()
    {
        using var slop = new CommandLine();
        var confirmation = Confirmation(slop, Silent(slop));

        Assert.True(await confirmation.ConfirmAsync(Write(slop), ["make deps"], Trust.Given, TestContext.Current.CancellationToken));
        Assert.False(await confirmation.ConfirmAsync(Write(slop), [], Trust.Ask, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_corrupt_list_grants_nothing()
    {
        using var slop = new CommandLine { Typed = "y\n" };
        await ConfirmAsync(slop, Write(slop));
        slop.Folder.Write("home/trusted.json", "{ \"");

        await Assert.ThrowsAsync<CliError>(() => ConfirmAsync(slop, Write(slop), Silent(slop)));
    }

    private static TrackFile Write(CommandLine slop, string more = "")
    {
        slop.Folder.Write("track.json", """[ { "id": "a", "description": "d" } ]""" + more);
        return TrackFile.Read(Silent(slop), "track.json");
    }

    private static Task<bool> ConfirmAsync(
        CommandLine slop, TrackFile file, Terminal? terminal = null, IReadOnlyList<string>? commands = null) =>
        Confirmation(slop, terminal ?? slop.TerminalFor(TextWriter.Null, TextWriter.Null)).ConfirmAsync(
            file, commands ?? ["make deps"], Trust.Ask, TestContext.Current.CancellationToken);

    private static Confirmation Confirmation(CommandLine slop, Terminal terminal) =>
        new(terminal, new SlopHome(slop.Home), TimeProvider.System);

    private static Terminal Silent(CommandLine slop) => slop.TerminalFor(TextWriter.Null, TextWriter.Null) with { CanAsk = false };
}
