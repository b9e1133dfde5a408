namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The dependencies of a ticket; those given twice are left out, so that nothing after reading has to think of them.</summary>
internal static class DependsOnField
{
    public static IReadOnlyList<string> Read(FieldValue value)
    {
        var found = new List<Dependency>(1);
        var ids = value.List("a list of ticket ids", entry => Entry(entry, found));
        value.Scope.Dependencies = found;
        return ids.Count > 1 ? [.. ids.Distinct(StringComparer.Ordinal)] : ids;
    }

    private static string? Entry(FieldValue entry, List<Dependency> found)
    {
        if (entry.Text("the id of a ticket") is not { } id)
        {
            return null;
        }

        found.Add(new(id, entry.Node.At));
        return id;
    }
}
