namespace SlopTemporal.Local.Settings;

/// <summary>The words of a setting that is a switch.</summary>
internal enum OnOff
{
    Off,
    On,
}
