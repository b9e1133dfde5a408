namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Fields without effect in a track without a repository: a warning for each, at its first place.</summary>
internal static class RepositoryWarnings
{
    public static void Add(ReadingState state, Track track)
    {
        if (track.Repository is null)
        {
            foreach (var field in state.RepositoryFields.Values.OrderBy(field => field.First.At.Start))
            {
                var more = field.Times > 1 ? $" (and {field.Times - 1} more like it)" : "";
                state.Problems.Warning(field.First with
                {
                    Message = field.First.Message + more,
                    Help = "write {\"repository\": \".\", \"tickets\": […]} to work on a repository, or leave the field out",
                });
            }
        }
    }
}
