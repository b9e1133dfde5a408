namespace SlopTemporal.Local;

internal static class Placeholder;
