using System.Net;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SlopTemporal.Worker;

/// <summary>Whole answers of few words.</summary>
internal static class PlainResponse
{
    /// <summary>A sentence for a person.</summary>
    public static Task SayAsync(this HttpResponse response, HttpStatusCode status, string sentence) =>
        response.WriteAsync(status, MediaTypeNames.Text.Plain, sentence);

    public static Task WriteAsync(this HttpResponse response, HttpStatusCode status, string type, string text)
    {
        response.StatusCode = (int)status;
        response.ContentType = type;
        response.ContentLength = Encoding.UTF8.GetByteCount(text);
        return response.WriteAsync(text);
    }
}
