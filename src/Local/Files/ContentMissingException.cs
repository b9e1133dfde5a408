namespace SlopTemporal.Local.Files;

/// <summary>A hash of a history has no content in this home.</summary>
public sealed class ContentMissingException(string hash, string store)
    : Exception($"Content {hash} is missing or damaged in {store}. Bring the folder back from where the track was started.")
{
    public string Hash => hash;
}
