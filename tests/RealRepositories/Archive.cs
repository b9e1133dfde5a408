using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace SlopTemporal.RealRepositories;

/// <summary>Archives of texts, as package managers unpack them.</summary>
internal static class Archive
{
    public static byte[] TarGz(IReadOnlyDictionary<string, string> files)
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zipped, TarEntryFormat.Ustar))
        {
            foreach (var (path, text) in files)
            {
                var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = content });
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Zip(IReadOnlyDictionary<string, string> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (path, text) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>As npm writes it in a lock file.</summary>
    public static string Integrity(byte[] content) => $"sha512-{Convert.ToBase64String(SHA512.HashData(content))}";

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
