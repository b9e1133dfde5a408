namespace Slugs;

/// <summary>Titles as parts of an address.</summary>
public static class Slug
{
    public static string Of(string title) => title.ToLowerInvariant();
}
