using System.Text.Json;
using System.Text.Json.Nodes;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Domain.Tracks.Planning;

/// <summary>A track as a track file: the reader of track files makes the same track of it.</summary>
public static class TrackFileText
{
    /// <summary>The whole file, indented; what has its default value is left out.</summary>
    public static string Write(Track track) => Node(track).ToJsonString(SlopJson.Indented) + "\n";

    private static JsonObject Node(Track track)
    {
        var (file, usual) = (new JsonObject(), new Track { Id = track.Id });
        file["id"] = track.Id;
        Add(file, "title", track.Title == track.Id ? "" : track.Title);
        Add(file, "goal", track.Goal);
        Add(file, "repository", track.Repository);
        Add(file, "base", track.Base);
        Add(file, "max_workers", track.MaxWorkers, usual.MaxWorkers);
        Add(file, "auto_queue", track.AutoQueue, usual.AutoQueue);
        Add(file, "setup", track.Setup);
        Add(file, "setup_inputs", track.SetupInputs);
        Add(file, "verify", track.Verify);
        Add(file, "approvals", Node(track.Approvals));
        Add(file, "budget", Node(track.Budget, usual.Budget));
        file["tickets"] = new JsonArray([.. track.Tickets.Select(Node)]);
        return file;
    }

    private static JsonNode Node(Ticket ticket)
    {
        var (file, usual) = (new JsonObject(), new Ticket { Id = ticket.Id, Description = "" });
        file["id"] = ticket.Id;
        // A text that starts with @ would name a file.
        file["description"] = ticket.Description.StartsWith('@') ? $"@{ticket.Description}" : ticket.Description;
        Add(file, "depends_on", ticket.DependsOn);
        Add(file, "step_mode", ticket.StepMode, usual.StepMode);
        Add(file, "assigned_to", ticket.AssignedTo, usual.AssignedTo);
        Add(file, "status", ticket.Status, usual.Status);
        Add(file, "context_requirements", ticket.ContextRequirements);
        Add(file, "target_file", ticket.TargetFile);
        Add(file, "target_symbols", ticket.TargetSymbols);
        Add(file, "acceptance", ticket.Acceptance);
        Add(file, "verify", ticket.Verify);
        Add(file, "touches", ticket.Touches);
        Add(file, "empty", ticket.Empty, null);
        Add(file, "priority", ticket.Priority, usual.Priority);
        Add(file, "max_attempts", ticket.MaxAttempts, usual.MaxAttempts);
        Add(file, "budget", Node(ticket.Budget, usual.Budget));
        Add(file, "labels", ticket.Labels);
        Add(file, "metadata", ticket.Metadata is { } metadata ? JsonSerializer.SerializeToNode(metadata, SlopJson.Options) : null);
        return file;
    }

    private static JsonObject Node(Approvals approvals)
    {
        var (node, usual) = (new JsonObject(), new Approvals());
        foreach (var kind in GateTable.All.Where(k => k.Policy is not null))
        {
            Add(node, Words.For(kind.Kind), kind.Policy!.Read(approvals), kind.Policy.Default);
        }

        Add(node, "deadline_minutes", approvals.DeadlineMinutes, null);
        Add(node, "on_deadline", approvals.OnDeadline, usual.OnDeadline);
        return node;
    }

    private static JsonObject Node(Budget budget, Budget usual)
    {
        var node = new JsonObject();
        AddCap(node, "usd", budget.Usd, usual.Usd);
        AddCap(node, "tokens", budget.Tokens, usual.Tokens);
        AddCap(node, "minutes", budget.Minutes, usual.Minutes);
        return node;
    }

    /// <summary>A cap that was taken away is null in a file too.</summary>
    private static void AddCap<T>(JsonObject node, string name, T? cap, T? usual)
        where T : struct
    {
        if (!Equals(cap, usual))
        {
            node[name] = cap is null ? null : JsonValue.Create(cap.Value);
        }
    }

    private static void Add<T>(JsonObject file, string name, T value, T usual)
    {
        if (!Equals(value, usual))
        {
            file[name] = JsonSerializer.SerializeToNode(value, SlopJson.Options);
        }
    }

    private static void Add(JsonObject file, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            file[name] = text;
        }
    }

    private static void Add(JsonObject file, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            file[name] = new JsonArray([.. texts.Select(text => (JsonNode)text)]);
        }
    }

    private static void Add(JsonObject file, string name, JsonNode? node)
    {
        if (node is not null and not JsonObject { Count: 0 })
        {
            file[name] = node;
        }
    }
}
