using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Plans;
using SlopTemporal.Workflows.Tickets;
using SlopTemporal.Workflows.Tracks;

namespace SlopTemporal.WorkflowTests;

/// <summary>
/// Whatever stands in a state record is carried over continue-as-new. Each member is filled by reflection, so that one that is added
/// tomorrow is tested too.
/// </summary>
public sealed class CarriedStateTests
{
    private static readonly TrackInput Track = new() { Run = new("document", "t", 1), Title = "t", Graph = [new("a")] };

    [Fact]
    public void Every_member_of_a_tracks_state_travels()
    {
        var state = Filled<TrackState>();

        var carried = new TrackWorkflow(Sent(Track with { State = state })).State;

        Assert.Equal(Json(state), Json(carried));
    }

    [Fact]
    public void Every_member_of_a_plans_state_travels()
    {
        var state = Filled<PlanState>();

        var carried = new PlanWorkflow(Sent(new PlanInput { Run = Track.Run, Title = "t", State = state })).State;

        Assert.Equal(Json(state), Json(carried));
    }

    [Fact]
    public void Every_member_of_a_tickets_state_travels()
    {
        var state = Filled<TicketRunState>();
        var input = new TicketInput { Run = Track.Run, Ticket = "a", Progress = Filled<TicketProgress>(), State = state };

        var link = new TrackLink(Sent(input).State!.Link, new(input));
        var requests = new RequestLog(Sent(input).State!.Requests);

        Assert.Equal(Json(state), Json(new TicketRunState { Link = link.State, Requests = requests.State }));
        Assert.Equal(Json(input.Progress), Json(new TicketAttempt(Sent(input)).Progress));
    }

    [Fact]
    public void No_member_is_left_empty_by_the_test_itself()
    {
        var json = Json(Filled<TrackState>());

        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.Contains(
            "\"retry\":{\"note\":\"text\",\"rung\":7,\"carries\":true,\"instruction\":\"text\",\"patch_wish\":\"text\"}",
            json, StringComparison.Ordinal);
    }

    /// <summary>As it arrives on the other side.</summary>
    private static T Sent<T>(T input) => JsonSerializer.Deserialize<T>(Json(input), SlopJson.Options)!;

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, SlopJson.Options);

    private static T Filled<T>() => (T)Fill(typeof(T));

    private static object Fill(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => true,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            _ when type == typeof(TimeSpan) => TimeSpan.FromMinutes(7),
            _ when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(7),
            { IsEnum: true } => Enum.GetValues(type).Cast<object>().Last(),
            { IsPrimitive: true } => Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture),
            _ when type == typeof(decimal) => 7m,
            { IsGenericType: true } => Collection(type),
            _ => Record(type),
        };
    }

    private static object Collection(Type type)
    {
        var arguments = type.GetGenericArguments();
        if (arguments is [var item])
        {
            var items = Array.CreateInstance(item, 1);
            items.SetValue(Fill(item), 0);
            return items;
        }

        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        map.Add(Fill(arguments[0]), Fill(arguments[1]));
        return map;
    }

    private static object Record(Type type)
    {
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            property.SetValue(record, Fill(property.PropertyType));
        }

        return record;
    }
}
