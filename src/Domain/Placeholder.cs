namespace SlopTemporal.Domain;

internal static class Placeholder;
