using System.Globalization;
using System.Text.RegularExpressions;

namespace AccordWatch.Delivery;

/// <summary>Addresses that may stand in an envelope or a header: a dot-atom and a domain, without name, comment, quotes or literal.</summary>
public static partial class Mailbox
{
    /// <summary>The address, its domain in ASCII.</summary>
    /// <exception cref="FormatException">Anything else, above all a line break: it is refused and not repaired.</exception>
    public static string Checked(string address)
    {
        var at = address.LastIndexOf('@');
        var ascii = at > 0 ? $"{address[..at]}@{AsciiOf(address[(at + 1)..])}" : "";
        return ascii.Length is > 0 and <= 254 && Form().IsMatch(ascii)
            ? ascii
            : throw new FormatException($"'{Visible(address)}' is not a mail address of the form name@example.org");
    }

    /// <summary>The part behind the @, in ASCII and lower case.</summary>
    public static string DomainOf(string address) => Checked(address).Split('@')[1].ToLowerInvariant();

    private static string AsciiOf(string domain)
    {
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private static string Visible(string text) => string.Concat(text.Take(80).Select(character => char.IsControl(character) ? '?' : character));

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\z")]
    private static partial Regex Form();
}
