using System.Text.Json;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>Anything; but a key given twice would lose one of its values.</summary>
internal static class MetadataField
{
    public static JsonElement? Read(FieldValue value)
    {
        var end = value.Node.Tree[value.Node.Index].Next;
        for (var index = value.Node.Index; index < end; index++)
        {
            FindTwice(new(value.Node.Tree, index), value.Scope);
        }

        return value.IsNull ? null : JsonElement.Parse(value.Node.Raw);
    }

    private static void FindTwice(JsonNode node, FieldScope scope)
    {
        if (node.Kind == JsonTokenType.StartObject)
        {
            var names = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
            foreach (var name in node.Children)
            {
                if (!names.TryAdd(name.Text, name))
                {
                    scope.ReportDuplicate(name, names[name.Text]);
                }
            }
        }
    }
}
