using System.Text;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>All fields of one kind of object.</summary>
internal sealed class FieldTable<T>(string what, IReadOnlyList<Field<T>> fields)
{
    private readonly byte[][] _utf8Names = [.. fields.Select(field => Encoding.UTF8.GetBytes(field.Name))];

    public IReadOnlyList<string> Names { get; } = [.. fields.Select(field => field.Name)];

    /// <summary>Reads what can be read, on top of <paramref name="seed"/>, and reports the rest.</summary>
    public T Read(T seed, JsonNode node, FieldScope scope)
    {
        var seen = 0u;
        List<(Field<T> Field, JsonNode Name)> conditional = [];
        foreach (var name in node.Children)
        {
            if (scope.State.Problems.IsFull)
            {
                return seed;
            }

            var index = IndexOf(name);
            if (index < 0)
            {
                Unknown(name, scope);
            }
            else if ((seen & (1u << index)) != 0)
            {
                scope.ReportDuplicate(name, First(node, index));
            }
            else
            {
                seen |= 1u << index;
                seed = Read(seed, fields[index], name, scope);
                if (fields[index].Without is not null)
                {
                    conditional.Add((fields[index], name));
                }
            }
        }

        Missing(seen, node, seed, scope);
        foreach (var (field, name) in conditional)
        {
            WithoutEffect(field, name, seed, scope);
        }

        return seed;
    }

    /// <summary>The field that a file's name means, or null.</summary>
    public string? NameOf(JsonNode name) => IndexOf(name) is var index and >= 0 ? Names[index] : null;

    private int IndexOf(JsonNode name)
    {
        var written = name.Raw[1..^1];
        for (var index = 0; index < _utf8Names.Length; index++)
        {
            if (written.SequenceEqual(_utf8Names[index]))
            {
                return index;
            }
        }

        var text = name.Text;
        var others = fields.TakeWhile(field => !field.Name.Equals(text, StringComparison.OrdinalIgnoreCase)).Count();
        return others < fields.Count ? others : -1;
    }

    private JsonNode First(JsonNode node, int index)
    {
        var children = node.Children;
        while (children.MoveNext() && IndexOf(children.Current) != index)
        {
        }

        return children.Current;
    }

    private static T Read(T seed, Field<T> field, JsonNode name, FieldScope scope)
    {
        var value = new FieldValue(scope, name.Value, field.Name);
        if (field.Use == FieldUse.Repository)
        {
            scope.NoteRepositoryField(value, name);
        }

        return field.Read(seed, value);
    }

    private static void WithoutEffect(Field<T> field, JsonNode name, T read, FieldScope scope)
    {
        if (field.Without!(read) is { } other)
        {
            var message = $"{scope.Subject}: {scope.Prefix}{field.Name} has no effect without {scope.Prefix}{other}";
            scope.Warning(new(ProblemCodes.NoEffect, name.At, message) { Help = $"write {other} too, or leave {field.Name} out" });
        }
    }

    private void Unknown(JsonNode name, FieldScope scope) =>
        scope.Error(new(ProblemCodes.UnknownField, name.At, $"{scope.Subject}: {what} has no field {Printable.Quote(name.Text)}")
        {
            Help = Suggestions.Question(name.Text, Names) ?? $"the fields are {string.Join(", ", Names)}",
        });

    private void Missing(uint seen, JsonNode node, T read, FieldScope scope)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            if (fields[index].Use == FieldUse.Required && (seen & (1u << index)) == 0 && fields[index].Unless?.Invoke(read) != true)
            {
                var message = $"{scope.Subject}: the field \"{fields[index].Name}\" is missing";
                scope.Error(new(ProblemCodes.MissingField, node.CaretSpan, message));
            }
        }
    }
}
