using System.Runtime.CompilerServices;

namespace SlopTemporal.UnitTests;

/// <summary>Texts that people or models read, kept as files beside the test; APPROVE=1 rewrites them.</summary>
internal static class Golden
{
    public static void Match(string name, string text, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"There is no {path}; run the test with APPROVE=1, read the file and commit it.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
