using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>Gates: the ticket waits for a person, without a process and without a slot.</summary>
public sealed partial class TicketWorkflow
{
    private const string NobodyInTime = "nobody answered in time";

    private Decision? _decision;

    /// <summary>The decision is the deadline's default. What a sender writes cannot say so.</summary>
    private bool _byDefault;
    private int _gateNumber;
    private string? _shownGate;

    private GateRules Rules => _input.Rules ?? new();

    /// <summary>
    /// The decision, or null where the ticket does not go on: it is suspended, and the run that goes on from here finds the gate still open, or it is
    /// skipped at its deadline.
    /// </summary>
    private async Task<Decision?> AskAsync(GateKind kind, GateAction action)
    {
        _progress = AttemptPolicy.Ask(_progress, Rules, kind, action, Now);
        var gate = _progress.Gate!;
        (_decision, _byDefault, _doing) = (null, false, $"waits for a person: {gate.Id}");
        _gateNumber++;
        ShowGate();
        await TellTrackAsync();
        await WaitAsync(WaitForDecisionAsync(gate));
        if (_decision is not { } decision)
        {
            return null;
        }

        _progress = _progress with { Gate = null };
        ShowGate();
        await RecordAsync(gate, decision);
        if (_byDefault && gate.Default == GateDefault.Skip)
        {
            _progress = _progress with { Phase = TicketPhase.Skipped, Reason = $"{gate.Id}: {NobodyInTime}" };
            return null;
        }

        await TellTrackAsync();
        if (Workflow.Info.Parent is not null && (decision.Approve || GoesOn(kind)))
        {
            _doing = "waits for a slot";
            await WaitForSlotAsync();
        }

        return decision;
    }

    /// <summary>Whether a ticket works on after a rejection, so that it needs a slot.</summary>
    private bool GoesOn(GateKind kind) => kind is GateKind.Tool or GateKind.Question || (kind == GateKind.Integrate && !_byDefault);

    private async Task WaitForDecisionAsync(Gate gate)
    {
        bool Answered() => _decision is not null || _orders.Suspend;
        if (gate.Deadline is not { } deadline)
        {
            await Workflow.WaitConditionAsync(Answered);
            return;
        }

        // An answer that was recorded before the default is applied wins, however late.
        var left = deadline - Now;
        if (left > TimeSpan.Zero && await Workflow.WaitConditionWithOptionsAsync(new(Answered, left, $"{gate.Id}: {Words.Of(gate.Default!.Value)}")))
        {
            return;
        }

        _byDefault = _decision is null;
        _decision ??= new() { Request = gate.Id, Approve = gate.Default == GateDefault.Approve, Comment = NobodyInTime };
    }

    private async Task RecordAsync(Gate gate, Decision decision)
    {
        var (scope, record) = (Scope, new DecidedGate(gate, decision, Now, _byDefault ? true : null));
        await Workflow.ExecuteActivityAsync((IRecordActivities a) => a.RecordDecisionAsync(scope, record), ActivityProfiles.Files($"record {gate.Id}"));
    }

    /// <summary>False: the ticket does not start now, whether it is suspended, refused or skipped.</summary>
    private async Task<bool> MaySpawnAsync()
    {
        if (_progress.Turn > 0 || Rules.Spawn == GatePolicy.Auto || _progress.Spawned == true)
        {
            return true;
        }

        if (Rules.Spawn == GatePolicy.Deny)
        {
            _progress = AttemptPolicy.Block(_progress, "the track denies to start agents (approvals.spawn: deny)");
            return false;
        }

        var input = Turn(1);
        var draft = await Workflow.ExecuteActivityAsync((IModelActivities a) => a.DraftAsync(input), ActivityProfiles.Files("draft the prompt"));
        if (await AskAsync(GateKind.Spawn, new(_input.Ticket, draft.Hash, draft.Subject, draft.Detail)) is not { } decision)
        {
            return false;
        }

        if (!decision.Approve)
        {
            Refuse("the start was rejected", decision);
            return false;
        }

        if (decision.Edited is { } edited)
        {
            var edit = new EditedDraft(input, edited.Deserialize<SpawnEdit>(SlopJson.Options)!);
            await Workflow.ExecuteActivityAsync((IModelActivities a) => a.EditDraftAsync(edit), ActivityProfiles.Files("edit the prompt"));
        }

        _progress = _progress with { Spawned = true };
        return true;
    }

    private void Refuse(string what, Decision decision)
    {
        _progress = AttemptPolicy.Block(_progress, Preview.Line(decision.Comment is { } why ? $"{what}: {why}" : what, 400));
    }

    /// <summary>False: it does not merge now.</summary>
    private async Task<bool> MayIntegrateAsync()
    {
        if (Rules.Integrate == GatePolicy.Auto || _progress.Approved == _progress.Commit)
        {
            return true;
        }

        if (Rules.Integrate == GatePolicy.Deny)
        {
            _progress = AttemptPolicy.Block(_progress, "the track denies to merge (approvals.integrate: deny)");
            return false;
        }

        var commit = _progress.Commit!;
        if (await AskAsync(GateKind.Integrate, new(_input.Ticket, commit, $"merge {commit[..Math.Min(10, commit.Length)]}: {_progress.Reason}")) is not { } decision)
        {
            return false;
        }

        if (decision.Approve)
        {
            _progress = _progress with { Approved = commit };
            return true;
        }

        if (_byDefault)
        {
            Refuse("the merge was rejected", decision);
            return false;
        }

        var reason = $"A person did not want this work merged: {decision.Comment ?? "no reason was given"}";
        _progress = Failed(reason, await KeepAsync(after: null, reason));
        return false;
    }

    /// <summary>What people said since the last turn becomes a message to the model.</summary>
    private async Task<bool> HearAsync()
    {
        if (_progress.Told is { Count: > 0 } told)
        {
            _progress = _progress with { Told = null };
            var words = $"A person says:\n\n{string.Join("\n\n", told)}";
            _progress = _progress with { Message = await KeepAsync(_progress.Message, words) };
        }

        return true;
    }

    private static Task<string> KeepAsync(string? after, string text)
    {
        var kept = new KeptText(after, text);
        return Workflow.ExecuteActivityAsync((IRecordActivities a) => a.KeepTextAsync(kept), ActivityProfiles.Files("keep what a person said"));
    }

    private void ShowGate()
    {
        ShowDetails();
        if (_input.SearchAttributes && _shownGate != _progress.Gate?.Id)
        {
            Workflow.UpsertTypedSearchAttributes(
                _progress.Gate is { } gate ? SlopSearch.Gate.ValueSet(gate.Id) : SlopSearch.Gate.ValueUnset(),
                SlopSearch.State.ValueSet(_progress.Gate is null ? "in_progress" : "waiting"));
        }

        _shownGate = _progress.Gate?.Id;
    }

    private void ShowDetails() => Workflow.CurrentDetails = (_progress.Gate is { } open ? GateMarkdown.Whole(open) : "") + GateMarkdown.Problems(_desk.Problems);
}
