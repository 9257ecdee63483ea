using System.Buffers;
using System.Globalization;

namespace AccordWatch.Extract;

/// <summary>What an element's style attribute says of its being seen.</summary>
internal static class Style
{
    // Smaller letters than this many pixels nobody reads.
    private const double Readable = 3;

    private static readonly SearchValues<char> Numeral = SearchValues.Create("+-.0123456789");

    /// <summary>Not displayed, of no size, outside of the page, or in the colour of its background.</summary>
    public static bool Hides(string style)
    {
        string? colour = null;
        string? ground = null;
        var (isCut, isSmall) = (false, false);
        foreach (var range in style.AsSpan().Split(';'))
        {
            var rule = style.AsSpan(range);
            if (rule.IndexOf(':') is not (> 0 and var at))
            {
                continue;
            }

            var value = Plain(rule[(at + 1)..]);
            switch (Plain(rule[..at]))
            {
                case "display" when value == "none":
                case "visibility" when value is "hidden" or "collapse":
                case "font-size" when IsBelow(value, Readable):
                case "text-indent" or "left" or "top" when value.StartsWith('-') && IsBelow(value, -900):
                    return true;
                case "color":
                    colour = value;
                    break;
                case "background" or "background-color":
                    ground = value;
                    break;
                case "overflow":
                    isCut = value is "hidden" or "clip";
                    break;
                case "width" or "height" or "max-width" or "max-height":
                    isSmall |= IsBelow(value, 2);
                    break;
            }
        }

        return (isCut && isSmall) || (colour is not null && (colour == ground || colour == "transparent"));
    }

    // White has three usual spellings.
    private static string Plain(ReadOnlySpan<char> text)
    {
        var plain = text.ToString().Replace("!important", "", StringComparison.OrdinalIgnoreCase).Replace(" ", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        return plain is "#fff" or "#ffffff" or "rgb(255,255,255)" ? "white" : plain;
    }

    // Pixels, points or a bare number; percentages and em are of something unknown.
    private static bool IsBelow(string value, double limit)
    {
        var digits = value.AsSpan().IndexOfAnyExcept(Numeral);
        var unit = digits < 0 ? "" : value[digits..];
        return unit is "" or "px" or "pt"
            && double.TryParse(digits < 0 ? value : value[..digits], CultureInfo.InvariantCulture, out var number) && number < limit;
    }
}
