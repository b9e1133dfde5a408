using System.Globalization;

namespace SlopTemporal.Domain.Models;

/// <summary>Money and counts as people read them.</summary>
public static class Amounts
{
    /// <summary><c>$0.0123</c>: a cent is a lot for a call.</summary>
    public static string Usd(decimal usd) => usd.ToString("$0.00##", CultureInfo.InvariantCulture);

    /// <summary><c>12,345</c>.</summary>
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
