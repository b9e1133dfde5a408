using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.UnitTests.Journals;

public sealed class CallRequestTests
{
    [Fact]
    public void A_call_has_the_same_hash_when_it_is_read_back_from_the_journal()
    {
        var call = new CallRequest("1", "edit_file", JsonElement.Parse("""{"path":"ä.py","old_text":"a\n","new_text":""}"""));

        var read = JsonSerializer.Deserialize<CallRequest>(JsonSerializer.Serialize(call, SlopJson.Indented), SlopJson.Options)!;

        Assert.NotEqual(call.Arguments.GetRawText(), read.Arguments.GetRawText());
        Assert.Equal(call.Hash(), read.Hash());
    }
}
