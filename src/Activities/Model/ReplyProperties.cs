namespace SlopTemporal.Activities.Model;

/// <summary>What a provider's client may say of a whole reply, as properties of the response.</summary>
internal static class ReplyProperties
{
    /// <summary>The model that answered in place of the one that was asked.</summary>
    public const string AnsweredBy = "gemini.answered_by";
}
