using System.ClientModel;

namespace SlopTemporal.Activities.Model.Http;

/// <summary>A secret that cannot be printed by accident.</summary>
/// <remarks>A class, not a record: a record would print its members.</remarks>
public sealed class ApiKey(string value)
{
    private const string Mask = "[key]";

    /// <summary>True: a header can hold it. The framework prints a value that a header cannot hold.</summary>
    internal bool IsPrintable => value.All(c => c is > ' ' and < '\x7f');

    /// <summary>The text without the key, wherever it came from: servers echo what they refuse.</summary>
    public string Redact(string text) => text.Replace(value, Mask, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Mask;

    internal void AddTo(HttpRequestMessage request, string header) => request.Headers.TryAddWithoutValidation(header, value);

    internal ApiKeyCredential ToCredential() => new(value);
}
