using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Knowledge;

/// <summary>Who or what a name in an article stands for.</summary>
public abstract record Named
{
    private Named()
    {
    }

    /// <param name="Party">As the register names it.</param>
    /// <param name="Code">ISO 3166-1 alpha-3, or three letters for an international organisation; null for a company of no known country.</param>
    public sealed record Signatory(Party Party, string? Code) : Named;

    /// <summary>An open instrument that states join.</summary>
    /// <param name="Name">As the register names it.</param>
    /// <param name="Code">Three letters for the ids of accords.</param>
    /// <param name="Hosts">Countries, alpha-2, that host the signing and are no party to it.</param>
    /// <param name="Areas">What it is about.</param>
    /// <param name="IsSigned">A state joins by signing the instrument itself: no other paper names the joining.</param>
    /// <param name="Binding">Whether it binds in law, whatever paper its joining is called; null where that depends on the paper.</param>
    public sealed record OpenInstrument(string Name, string Code, IReadOnlyList<string> Hosts, IReadOnlyList<string> Areas, bool IsSigned, Binding? Binding) : Named;

    /// <summary>One name for several: 日米.</summary>
    public sealed record Group(IReadOnlyList<Named> Members) : Named;

    /// <summary>A name that holds the name of a state and means something else: New Mexico.</summary>
    public sealed record Elsewhere : Named;
}

/// <summary>Who can sign, by every name that articles use: <c>countries.yaml</c>, <c>agencies.yaml</c> and <c>multilateral.yaml</c>.</summary>
public sealed class PartyBook
{
    private readonly PhraseBook<Named> _names = new();
    private readonly Dictionary<string, PhraseBook<Named>> _namesIn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _alpha3 = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Named.Signatory> _states = new(StringComparer.Ordinal);

    /// <summary>Every signatory by its register name.</summary>
    public Dictionary<string, Named.Signatory> Signatories { get; } = new(StringComparer.Ordinal);

    /// <summary>Every open instrument by its register name.</summary>
    public Dictionary<string, Named.OpenInstrument> OpenInstruments { get; } = new(StringComparer.Ordinal);

    /// <summary>The state of the country, alpha-2.</summary>
    public Named.Signatory? StateOf(string? country) => country is null ? null : _states.GetValueOrDefault(country);

    public static PartyBook Load(YamlMap countries, YamlMap agencies, YamlMap instruments)
    {
        var book = new PartyBook();
        book.AddCountries(countries.Allow("countries", "elsewhere"));
        foreach (var agency in agencies.Allow("agencies").Maps("agencies"))
        {
            book.AddAgency(agency.Allow("name", "kind", "country", "code", "names"));
        }

        foreach (var instrument in instruments.Allow("instruments").Maps("instruments"))
        {
            book.AddInstrument(instrument);
        }

        return book;
    }

    /// <summary>The open instruments alone, without their names in articles.</summary>
    public static IReadOnlyList<Named.OpenInstrument> OpenInstrumentsIn(YamlMap instruments) => [.. instruments.Allow("instruments").Maps("instruments").Select(InstrumentOf)];

    /// <summary>Names in the text, the longest of those that overlap.</summary>
    /// <param name="reading">The text.</param>
    /// <param name="languages">ISO 639-1; whose own names count beside those that every language shares.</param>
    public IReadOnlyList<Hit<Named>> In(Reading reading, params IReadOnlyList<string> languages)
        => [.. Hits.Longest(languages.Select(language => _namesIn.GetValueOrDefault(language)).OfType<PhraseBook<Named>>().Prepend(_names).SelectMany(book => book.In(reading)))
            .SelectMany(hit => hit.Of is Named.Group group ? group.Members.Select(member => hit with { Of = member }) : [hit])];

    /// <summary>Names that only one language uses, from its lexicon: <c>{of: FR, names: [Frankreich*]}</c>, <c>{of: [JP, US], names: [日米]}</c>.</summary>
    /// <exception cref="MistakeException">It names no known state, agency or open instrument.</exception>
    public void AddNames(YamlMap lexicon)
    {
        var language = lexicon.NeededText("language");
        var own = _namesIn[language] = new PhraseBook<Named>();
        foreach (var item in lexicon.Maps("names"))
        {
            var members = item.Allow("of", "names").Texts("of").Select(of => Known(of, item)).ToList();
            var named = members.Count == 1 ? members[0] : new Named.Group(members);
            foreach (var phrase in item.Texts("names"))
            {
                own.Add(phrase, named);
            }
        }
    }

    private Named Known(string of, YamlMap item) => of == "elsewhere" ? new Named.Elsewhere()
        : StateOf(of) ?? Signatories.GetValueOrDefault(of) as Named ?? OpenInstruments.GetValueOrDefault(of)
            ?? throw item.Mistake("of", $"'{of}' is not known; did you mean '{Nearest.Of(of, [.. Signatories.Keys, .. OpenInstruments.Keys])}'?");

    private void AddCountries(YamlMap file)
    {
        foreach (var country in file.Maps("countries"))
        {
            country.Allow("code", "alpha3", "name", "names");
            var code = country.NeededText("code");
            if (!_alpha3.TryAdd(code, country.NeededText("alpha3")))
            {
                throw country.Mistake("code", $"'{code}' stands there twice");
            }

            var state = new Named.Signatory(new Party(country.NeededText("name"), "state", code), _alpha3[code]);
            _states[code] = state;
            Add(country, state, state.Party.Name);
        }

        foreach (var phrase in file.Texts("elsewhere"))
        {
            _names.Add(phrase, new Named.Elsewhere());
        }
    }

    private void AddAgency(YamlMap agency)
    {
        var kind = agency.NeededText("kind");
        if (kind is not ("agency" or "igo" or "company"))
        {
            throw agency.Mistake("kind", $"'{kind}' is none of agency, igo, company; did you mean '{Nearest.Of(kind, ["agency", "igo", "company"])}'?");
        }

        var country = agency.Text("country");
        if (country is not null && !_alpha3.ContainsKey(country))
        {
            throw agency.Mistake("country", $"'{country}' is not in countries.yaml; did you mean '{Nearest.Of(country, _alpha3.Keys)}'?");
        }

        if (kind == "agency" && country is null)
        {
            throw agency.Mistake("country", "an agency needs the country that it belongs to");
        }

        if (kind == "igo" && (country is not null || agency.Text("code") is null))
        {
            throw agency.Mistake(country is null ? "code" : "country", "an igo needs a code of three letters, and has no country");
        }

        Add(agency, new Named.Signatory(new Party(agency.NeededText("name"), kind, country), agency.Text("code") ?? (country is null ? null : _alpha3[country])), agency.NeededText("name"));
    }

    private void AddInstrument(YamlMap instrument)
    {
        var named = InstrumentOf(instrument);
        if (!OpenInstruments.TryAdd(named.Name, named))
        {
            throw instrument.Mistake("name", $"'{named.Name}' stands there twice");
        }

        foreach (var phrase in instrument.Texts("names"))
        {
            _names.Add(phrase, named);
        }
    }

    private static Named.OpenInstrument InstrumentOf(YamlMap instrument)
    {
        instrument.Allow("name", "code", "host", "areas", "signed", "binding", "because", "names");
        var areas = instrument.Texts("areas");
        if (areas.FirstOrDefault(area => !Vocabulary.Areas.Contains(area)) is { } unknown)
        {
            throw instrument.Mistake("areas", $"'{unknown}' is not an area; did you mean '{Nearest.Of(unknown, Vocabulary.Areas)}'?");
        }

        var binding = instrument.Has("binding") ? Binding.In(instrument, "yes", "no") : null;
        return new Named.OpenInstrument(
            instrument.NeededText("name"), instrument.NeededText("code"), instrument.Texts("host"), areas, instrument.Flag("signed", false), binding);
    }

    private void Add(YamlMap map, Named.Signatory signatory, string name)
    {
        if (!Signatories.TryAdd(name, signatory))
        {
            throw map.Mistake("name", $"'{name}' stands there twice");
        }

        var phrases = map.Texts("names");
        if (phrases.Count == 0)
        {
            throw map.Mistake("names", $"'{name}' needs the names that articles use");
        }

        foreach (var phrase in phrases)
        {
            _names.Add(phrase, signatory);
        }
    }
}
