using AngleSharp.Dom;

namespace AccordWatch.Extract;

/// <summary>The attributes of an element that the walk reads, gathered at once.</summary>
internal readonly struct Signs
{
    public Signs(IElement element)
    {
        var attributes = element.Attributes;
        for (var at = 0; at < attributes.Length; at++)
        {
            var attribute = attributes[at]!;
            switch (attribute.LocalName)
            {
                case "class":
                    Names = attribute.Value;
                    break;
                case "id":
                    Id = attribute.Value;
                    break;
                case "role":
                    Role = attribute.Value;
                    break;
                case "style":
                    Style = attribute.Value;
                    break;
                case "rel":
                    Rel = attribute.Value;
                    break;
                case "href":
                    Address = attribute.Value;
                    break;
                case "itemprop":
                    Property = attribute.Value;
                    break;
                case "hidden":
                    IsHidden = true;
                    break;
                case "aria-hidden":
                    IsHidden |= attribute.Value is "true";
                    break;
            }
        }
    }

    /// <summary>The classes.</summary>
    public string? Names { get; }

    public string? Id { get; }

    public string? Role { get; }

    public string? Style { get; }

    public string? Rel { get; }

    public string? Address { get; }

    /// <summary>The itemprop.</summary>
    public string? Property { get; }

    public bool IsHidden { get; }
}
