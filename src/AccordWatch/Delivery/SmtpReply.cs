namespace AccordWatch.Delivery;

/// <summary>One reply of a mail server, all its lines.</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Lines">Without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsPermanent => Code >= 500;

    /// <summary>The words behind the extension's name, or null when the server does not offer it.</summary>
    public string? Extension(string name)
        => Lines.Skip(1)
            .Where(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (line.Length == name.Length || line[name.Length] is ' ' or '='))
            .Select(line => line[name.Length..].TrimStart(' ', '='))
            .FirstOrDefault();

    public override string ToString()
    {
        var text = string.Concat($"{Code} {string.Join(' ', Lines)}".Select(character => char.IsControl(character) ? ' ' : character));
        return text.Length > 500 ? text[..500] : text;
    }
}
