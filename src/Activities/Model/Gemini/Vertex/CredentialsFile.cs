using Google.Apis.Auth.OAuth2;
using SlopTemporal.Activities.Model.Http;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>A file with credentials of any kind that Google gives out. No failure repeats what is in it.</summary>
internal static class CredentialsFile
{
    /// <summary>Null: there is no such file.</summary>
    /// <exception cref="FaultException">Final: it cannot be used.</exception>
    public static async Task<GoogleCredential?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken);
            return JsonReading.Parse(text)?.Text("type") is { } type
                ? CredentialFactory.FromJson(text, type)
                : throw Unusable(path, "it is not a JSON object with a `type`");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, "it cannot be read");
        }
        // Keys are read by code of many kinds; the words of its failures may hold parts of them.
        catch (Exception e) when (e is not (FaultException or OperationCanceledException))
        {
            throw Unusable(path, "a member is missing, or the key in it is not one");
        }
    }

    private static FaultException Unusable(string path, string why) => new(Fault.Final($"the credentials in {path} cannot be used: {why}"));
}
