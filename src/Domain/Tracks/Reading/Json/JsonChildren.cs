using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>Walks along the children of a node; a struct, because a file has as many of them as values.</summary>
internal struct JsonChildren
{
    private readonly JsonTree _tree;
    private readonly int _end;

    // From the name of a member to what ends it: the value.
    private readonly int _step;
    private int _next;

    public JsonChildren(JsonNode parent)
    {
        var isParent = parent.Kind is JsonTokenType.StartArray or JsonTokenType.StartObject;
        _tree = parent.Tree;
        _next = parent.Index + 1;
        _end = isParent ? _tree[parent.Index].Next : _next;
        _step = parent.Kind == JsonTokenType.StartObject ? 1 : 0;
    }

    public JsonNode Current { get; private set; }

    public readonly bool Any => _next < _end;

    public readonly JsonChildren GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!Any)
        {
            return false;
        }

        Current = new(_tree, _next);
        _next = _tree[_next + _step].Next;
        return true;
    }
}
