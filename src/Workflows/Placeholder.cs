namespace SlopTemporal.Workflows;

internal static class Placeholder;
