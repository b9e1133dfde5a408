using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Settings;

/// <summary>
/// Whether a worker that runs encrypts what it writes: a person who sets it in the file expects it of everything that follows.
/// </summary>
/// <remarks>Settings that cannot be read count as set: what is encrypted is read in any case, and the other way round it is lost.</remarks>
public sealed class EncryptionSwitch(SettingsSources sources)
{
    private readonly Lock _gate = new();
    private FileStamp? _read;
    private bool _isOn;

    /// <summary>The setting of now.</summary>
    public bool IsOn()
    {
        lock (_gate)
        {
            var stamp = FileStamp.Of(sources.UserFile);
            if (stamp != _read)
            {
                (_read, _isOn) = (stamp, Read());
            }

            return _isOn;
        }
    }

    private bool Read()
    {
        try
        {
            return SettingsLoader.Load(sources).Values.Encryption;
        }
        catch (SettingsException)
        {
            return true;
        }
    }
}
