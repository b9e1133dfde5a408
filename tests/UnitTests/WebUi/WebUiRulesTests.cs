using Microsoft.AspNetCore.Http;
using SlopTemporal.Worker;

namespace SlopTemporal.UnitTests.WebUi;

/// <summary>Who may ask the Web UI at port 8233 for what, by what a browser says of a request.</summary>
public sealed class WebUiRulesTests
{
    private const string Ours = "Host: 127.0.0.1:8233";

    [Theory]
    [InlineData("GET", Ours)]
    [InlineData("GET", "Host: localhost:8233")]
    [InlineData("GET", "Host: [::1]:8233")]
    [InlineData("POST", Ours)]
    [InlineData("POST", Ours, "Origin: http://127.0.0.1:8233", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")]
    [InlineData("GET", "Host: localhost:8233", "Upgrade: websocket", "Origin: http://localhost:8233")]
    public void A_request_of_its_own_pages_is_passed_on(string method, params string[] headers)
    {
        Assert.True(WebUiRules.Admit(method, Headers(headers), 8233));
    }

    [Theory]
    // By another name, as a page has it whose name was made to lead here.
    [InlineData("GET")]
    [InlineData("GET", "Host: ")]
    [InlineData("GET", "Host: evil.example:8233")]
    [InlineData("GET", "Host: 127.0.0.1")]
    [InlineData("GET", "Host: localhost")]
    [InlineData("GET", "Host: 127.0.0.1:8234")]
    [InlineData("GET", "Host: 127.0.0.1:82330")]
    [InlineData("GET", "Host: 127.0.0.1:08233")]
    [InlineData("GET", "Host: 127.0.0.2:8233")]
    [InlineData("GET", "Host: 2130706433:8233")]
    [InlineData("GET", "Host: localhost.:8233")]
    [InlineData("GET", "Host: localhost.evil.example:8233")]
    [InlineData("GET", "Host: evil.example#127.0.0.1:8233")]
    [InlineData("GET", "Host: user@127.0.0.1:8233")]
    [InlineData("GET", "Host:  127.0.0.1:8233")]
    [InlineData("GET", Ours, "Host: evil.example:8233")]
    [InlineData("GET", Ours, Ours)]
    // From a page of another address, whatever the method.
    [InlineData("POST", Ours, "Origin: http://evil.example")]
    [InlineData("POST", Ours, "Origin: http://evil.example:8233")]
    [InlineData("POST", Ours, "Origin: null")]
    [InlineData("POST", Ours, "Origin: https://127.0.0.1:8233")]
    [InlineData("POST", Ours, "Origin: http://127.0.0.1:3000")]
    [InlineData("POST", Ours, "Origin: http://127.0.0.1")]
    [InlineData("POST", Ours, "Origin: http://localhost:8233")]
    [InlineData("POST", Ours, "Origin: http://127.0.0.1:8233", "Origin: http://evil.example")]
    [InlineData("GET", Ours, "Origin: http://evil.example")]
    [InlineData("GET", Ours, "Upgrade: websocket", "Origin: http://evil.example")]
    [InlineData("OPTIONS", Ours, "Origin: http://evil.example", "Access-Control-Request-Method: POST")]
    // What a browser fetches for another page.
    [InlineData("GET", Ours, "Sec-Fetch-Site: cross-site")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: none, x", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document, iframe")]
    [InlineData("POST", Ours, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")]
    [InlineData("HEAD", Ours, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")]
    [InlineData("POST", Ours, "Origin: http://127.0.0.1:8233", "Sec-Fetch-Site: same-site")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: Same-Origin")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site")]
    [InlineData("GET", Ours, "Sec-Fetch-Site: same-origin, cross-site")]
    public void Any_other_is_refused(string method, params string[] headers)
    {
        Assert.False(WebUiRules.Admit(method, Headers(headers), 8233));
    }

    private static HeaderDictionary Headers(string[] lines)
    {
        var headers = new HeaderDictionary();
        foreach (var line in lines)
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            headers.Append(line[..colon], line[(colon + 2)..]);
        }

        return headers;
    }
}
