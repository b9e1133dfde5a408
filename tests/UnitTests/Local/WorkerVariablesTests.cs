using System.Text.Json;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Local;

public sealed class WorkerVariablesTests
{
    private static readonly (string, string) Key = ("GEMINI_API_KEY", "AIza-PLANTED");
    private static readonly (string, string) Address = ("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:1");

    [Fact]
    public void A_key_that_was_set_after_the_worker_started_is_missing_there() =>
        Assert.Equal([new("GEMINI_API_KEY", VariableFault.Missing)], Compare([Key], []));

    [Fact]
    public void Another_key_is_told_from_the_same_one()
    {
        Assert.Equal([new("GEMINI_API_KEY", VariableFault.Other)], Compare([Key], [("GEMINI_API_KEY", "AIza-OLD")]));
        Assert.Empty(Compare([Key], [Key]));
        Assert.Empty(Compare([("GEMINI_API_KEY", " AIza-PLANTED\n")], [Key]));
    }

    [Fact]
    public void A_shell_without_a_key_takes_none_away()
    {
        Assert.Empty(Compare([], [Key, Address]));
        Assert.Empty(Compare([("GEMINI_API_KEY", " ")], [Key]));
        Assert.Equal(["GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL"], Kept([("OPENAI_API_KEY", "k")], [Key, Address]));
    }

    [Fact]
    public void A_key_does_not_go_to_the_address_of_another_one()
    {
        Assert.Equal([new("GOOGLE_GEMINI_BASE_URL", VariableFault.Superfluous)], Compare([Key], [Key, Address]));
        Assert.Empty(Kept([Key], [Key, Address]));
    }

    [Fact]
    public void An_old_key_of_the_name_that_wins_does_not_stay_beside_a_new_one() =>
        Assert.Equal(
            [new("GOOGLE_API_KEY", VariableFault.Superfluous), new("GEMINI_API_KEY", VariableFault.Missing)],
            Compare([Key], [("GOOGLE_API_KEY", "AIza-OLD")]));

    [Fact]
    public void A_project_alone_does_not_take_the_credentials_away()
    {
        (string, string) credentials = ("GOOGLE_APPLICATION_CREDENTIALS", "/a.json"), project = ("GOOGLE_CLOUD_PROJECT", "p");

        Assert.Empty(Compare([project], [project, credentials]));
        Assert.Equal(["GOOGLE_APPLICATION_CREDENTIALS"], Kept([project], [project, credentials]));
        Assert.Equal([new("GOOGLE_CLOUD_PROJECT", VariableFault.Other)], Compare([project], [("GOOGLE_CLOUD_PROJECT", "q"), credentials]));
    }

    [Fact]
    public void Settings_that_the_worker_reads_count_and_those_of_a_track_do_not()
    {
        Assert.Equal([new("SLOP_MAX_CALLS", VariableFault.Missing)], Compare([("SLOP_MAX_CALLS", "4")], []));
        Assert.Empty(Compare([("SLOP_MODELS", "gemini-3.8-flash"), ("SLOP_SANDBOX", "off"), ("PATH", "/bin")], []));
    }

    [Fact]
    public void Marks_hold_no_value_and_differ_from_start_to_start()
    {
        VariableMarks one = Marks([Key]), other = Marks([Key]);

        Assert.DoesNotContain("PLANTED", JsonSerializer.Serialize(one), StringComparison.Ordinal);
        Assert.NotEqual(one.Marks["GEMINI_API_KEY"], other.Marks["GEMINI_API_KEY"]);
        Assert.True(one.IsSame("GEMINI_API_KEY", "AIza-PLANTED") && other.IsSame("GEMINI_API_KEY", "AIza-PLANTED"));
        Assert.False(one.IsSame("GOOGLE_API_KEY", "AIza-PLANTED"));
    }

    [Fact]
    public void What_it_reaches_is_named_by_variable()
    {
        var marks = Marks([Key, Address, ("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")]);

        Assert.Equal(["GEMINI_API_KEY", "OPENAI_BASE_URL"], WorkerVariables.AccessOf(marks));
        Assert.False(WorkerVariables.LacksKey(GeminiDescriptor.Value, marks));
        Assert.False(WorkerVariables.LacksKey(OpenAiDescriptor.Value, marks));
        Assert.True(WorkerVariables.LacksKey(GeminiDescriptor.Value, Marks([Address])));
    }

    [Fact]
    public void Variables_of_a_process_are_read_by_name_and_none_of_one_that_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells them");

        var read = ProcessVariables.Read(ProcessIdentity.Current, ["PATH", "NO_SUCH_VARIABLE"]);

        Assert.Equal("PATH", Assert.Single(read).Key);
        Assert.Empty(ProcessVariables.Read(ProcessIdentity.Current with { Started = 1 }, ["PATH"]));
    }

    private static IReadOnlyList<VariableDifference> Compare((string, string)[] shell, (string, string)[] worker) =>
        WorkerVariables.Compare(Environment(shell), Marks(worker));

    private static IEnumerable<string> Kept((string, string)[] shell, (string Name, string)[] worker) =>
        WorkerVariables.KeptBeside(Environment(shell)).Where(n => worker.Any(w => w.Name == n));

    private static VariableMarks Marks((string, string)[] worker) => VariableMarks.Of(Environment(worker), WorkerVariables.Names);

    private static EnvironmentVariables Environment((string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
