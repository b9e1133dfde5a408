using System.Globalization;
using System.Text;

namespace SlopTemporal.Local.Network;

/// <summary>
/// The texts of a TOML file, each with its path; those of a list have the path of the list. Everything else is passed over.
/// </summary>
internal sealed class TomlTexts
{
    private const int MostDepth = 32;

    private readonly string _text;
    private readonly List<(string[] Path, string Text)> _found = [];
    private int _at;

    private TomlTexts(string text) => _text = text;

    /// <exception cref="FormatException">It is not TOML, as far as it is looked at.</exception>
    public static IReadOnlyList<(string[] Path, string Text)> Read(string text)
    {
        var reader = new TomlTexts(text.ReplaceLineEndings("\n"));
        reader.ReadFile();
        return reader._found;
    }

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    private void ReadFile()
    {
        string[] table = [];
        for (Skip(lines: true); _at < _text.Length; Skip(lines: true))
        {
            if (Here == '[')
            {
                var close = _text.AsSpan(_at).StartsWith("[[") ? "]]" : "]";
                _at += close.Length;
                table = Key();
                foreach (var mark in close)
                {
                    Take(mark);
                }
            }
            else
            {
                Pair(table, 0);
            }

            Skip(lines: false);
            if (Here is not ('\n' or '\0'))
            {
                throw Wrong();
            }
        }
    }

    private void Pair(string[] table, int depth)
    {
        string[] path = [.. table, .. Key()];
        Take('=');
        Skip(lines: false);
        Value(path, depth);
    }

    private void Value(string[] path, int depth)
    {
        if (depth > MostDepth)
        {
            throw Wrong();
        }

        switch (Here)
        {
            case '"' or '\'':
                _found.Add((path, Quoted()));
                break;
            case '[':
                Items(']', () => Value(path, depth + 1));
                break;
            case '{':
                Items('}', () => Pair(path, depth + 1));
                break;
            default:
                // Numbers, dates, true and false.
                var start = _at;
                while (Here is not ('\0' or '\n' or ',' or ']' or '}' or '#'))
                {
                    _at++;
                }

                _ = _at > start ? true : throw Wrong();
                break;
        }
    }

    private void Items(char close, Action item)
    {
        _at++;
        for (Skip(lines: true); Here != close; Skip(lines: true))
        {
            item();
            Skip(lines: true);
            if (Here != close)
            {
                Take(',');
            }
        }

        _at++;
    }

    private string[] Key()
    {
        var names = new List<string>();
        while (true)
        {
            Skip(lines: false);
            var start = _at;
            while (char.IsAsciiLetterOrDigit(Here) || Here is '-' or '_')
            {
                _at++;
            }

            names.Add(_at > start ? _text[start.._at] : Here is '"' or '\'' ? Quoted() : throw Wrong());
            Skip(lines: false);
            if (Here != '.')
            {
                return [.. names];
            }

            _at++;
        }
    }

    private string Quoted()
    {
        var mark = Here;
        var end = new string(mark, _text.AsSpan(_at).StartsWith(new string(mark, 3)) ? 3 : 1);
        _at += end.Length;
        var text = new StringBuilder();
        while (!_text.AsSpan(_at).StartsWith(end))
        {
            if (Here == '\0' || (Here == '\n' && end.Length == 1))
            {
                throw Wrong();
            }

            text.Append(Here == '\\' && mark == '"' ? Escaped() : Here.ToString());
            _at++;
        }

        _at += end.Length;
        return text.ToString();
    }

    /// <summary>Ends at its last character.</summary>
    private string Escaped()
    {
        _at++;
        var digits = Here == 'u' ? 4 : Here == 'U' ? 8 : 0;
        if (digits == 0)
        {
            return Here switch { 'n' => "\n", 't' => "\t", 'r' => "\r", '"' or '\\' => Here.ToString(), '\n' => "", _ => throw Wrong() };
        }

        if (_at + digits >= _text.Length)
        {
            throw Wrong();
        }

        var code = _text.AsSpan(_at + 1, digits);
        _at += digits;
        return int.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && Rune.IsValid(number)
            ? new Rune(number).ToString()
            : throw Wrong();
    }

    private void Skip(bool lines)
    {
        while (Here is ' ' or '\t' or '#' || (lines && Here == '\n'))
        {
            if (Here == '#')
            {
                while (Here is not ('\n' or '\0'))
                {
                    _at++;
                }
            }
            else
            {
                _at++;
            }
        }
    }

    private void Take(char mark)
    {
        Skip(lines: false);
        _at += Here == mark ? 1 : throw Wrong();
    }

    private FormatException Wrong()
    {
        var line = _text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n') + 1;
        return new(string.Create(CultureInfo.InvariantCulture, $"line {line} is not TOML"));
    }
}
