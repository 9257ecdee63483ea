using System.Net;
using System.Text;
using AccordWatch.Knowledge;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace AccordWatch.Digest;

/// <summary>Puts a digest into words: the plain part from the data, the HTML part from a template without logic.</summary>
public sealed class DigestRenderer
{
    private readonly string _path;
    private readonly HandlebarsTemplate<object, object> _template;

    /// <param name="templatePath">e.g. <c>config/templates/digest.html.hbs</c>; it sees the names of <see cref="DigestView"/>.</param>
    /// <exception cref="MistakeException">The template is missing or broken.</exception>
    public DigestRenderer(string templatePath)
    {
        _path = templatePath;
        var handlebars = Handlebars.Create(new HandlebarsConfiguration
        {
            TextEncoder = new HtmlText(),
            ThrowOnUnresolvedBindingExpression = true,
        });
        _template = Guarded(() => handlebars.Compile(File.ReadAllText(templatePath)));
    }

    /// <exception cref="MistakeException">The template asks for a name that there is not.</exception>
    public RenderedDigest Render(DigestContent content)
    {
        var view = DigestView.Of(content);
        return new RenderedDigest(view.Subject, DigestText.Of(view), Guarded(() => _template(view, null!)));
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (problem is HandlebarsException or HandlebarsUndefinedBindingException or IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(_path, 0, "", problem.Message);
        }
    }

    // Encodes the single quote too, which Handlebars.Net leaves, so that a template may quote attributes either way.
    private sealed class HtmlText : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => target.Write(WebUtility.HtmlEncode(text?.ToString()));

        public void Encode(string? text, TextWriter target) => target.Write(WebUtility.HtmlEncode(text));

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var whole = new StringBuilder();
            while (text?.MoveNext() == true)
            {
                whole.Append(text.Current);
            }

            Encode(whole, target);
        }
    }
}
