namespace SlopTemporal.Activities;

internal static class Placeholder;
