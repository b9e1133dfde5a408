using System.Xml;
using System.Xml.Linq;

namespace SlopTemporal.Local.Network;

/// <summary>Configuration files in XML.</summary>
internal static class XmlTexts
{
    private static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <exception cref="FormatException">It is not XML, or brings its own entities along.</exception>
    public static XElement Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), Plain);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException e)
        {
            throw new FormatException(e.LineNumber == 0 ? "it is not XML" : $"line {e.LineNumber} is not XML", e);
        }
    }

    /// <summary>By its name alone: whether a file names a namespace is nobody's concern.</summary>
    public static IEnumerable<XElement> Named(this XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase));
}
