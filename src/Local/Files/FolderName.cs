namespace SlopTemporal.Local.Files;

/// <summary>Ids as names of folders: looked at where a path is made of them, whoever gave them.</summary>
public static class FolderName
{
    /// <summary>Whether it names one folder beneath another.</summary>
    public static bool IsOne(string name) =>
        name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0;

    /// <summary>The name, if it is one.</summary>
    /// <exception cref="ArgumentException">It would lead elsewhere.</exception>
    public static string Of(string id) => IsOne(id) ? id : throw new ArgumentException($"'{id}' is not the name of a folder.", nameof(id));
}
