using System.Globalization;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using Microsoft.Extensions.Primitives;

namespace AidTracker.Web.Reading.Filters;

/// <summary>Reads an address's query into a filter. Nothing is ever ignored silently: what cannot be used gets a sentence.</summary>
public sealed class FilterParser(ReferenceLists lists, KnownPublications publications, ReportingCurrencies currencies, TimeProvider time)
{
    /// <summary>How often a list parameter may be repeated.</summary>
    public const int MostValues = 50;

    /// <summary>The last page that can be asked for by its number: to find a page so, the database counts all rows before it.</summary>
    public const int LastPage = 100;

    /// <summary>Parameters of later steps: to answer without them would be to answer another question.</summary>
    private static readonly string[] NotYet = ["min", "max", "q", "currency", "rate", "after"];

    /// <summary>What <c>versions</c> can be; the first is meant where it is not said.</summary>
    private static readonly string[] Versions = ["live", "corrections", "all"];

    private const string NeedsCurrency = "needs a currency, because amounts of different currencies do not compare: add currency=EUR, say";

    /// <summary>The largest amount that can be asked for: 10^15, as on the ledger.</summary>
    private const decimal LargestAmount = Domain.Amounts.Money.Limit;

    /// <summary>Years of the days that can be asked about: wider than the ledger's own, and narrow enough to reckon with a year before and after.</summary>
    private const int FirstYear = 1900;

    private const int LastYear = 2100;

    /// <summary>What newsletters and social networks hang onto links; it asks nothing of us.</summary>
    private static readonly string[] TrackingPrefixes = ["utm_", "fbclid", "gclid", "mc_"];

    /// <summary>Reads the request's query, and leaves the point on the two clocks with the request, for links to carry.</summary>
    public async Task<ParsedFilter> ParseAsync(HttpContext http, LedgerView view)
    {
        var parsed = Parse(http.Request.Query, view);
        if (http.Request.Query["knownAt"].ToString().Trim() is { Length: > 0 } asked && parsed.Errors.All(error => error.Parameter != "knownAt"))
        {
            var (head, error) = await publications.FindAsync(asked, http.RequestAborted);
            // The citation at the page's end names it.
            http.Items[typeof(LedgerHead)] = head;
            parsed = error is null
                ? parsed with { Filter = parsed.Filter with { AsOf = parsed.Filter.AsOf with { KnownAt = head!.Seq } }, KnownAt = head.RecordedAt?.UtcDateTime }
                : parsed with { Errors = [.. parsed.Errors, new FilterError("knownAt", error)] };
        }

        if (parsed.Filter.Currency is { } currency && !(await currencies.LoadAsync(http.RequestAborted)).Any(known => known.Code == currency))
        {
            parsed = parsed with
            {
                Filter = parsed.Filter with { Currency = null, RateDay = null },
                Errors = [.. parsed.Errors, new FilterError("currency", $"There are no exchange rates of {currency}: use a currency from the list on the page, or leave “currency” out.")],
            };
        }

        http.Items[typeof(LedgerFilter)] = parsed.Filter.Lens;
        return parsed;
    }

    private ParsedFilter Parse(IQueryCollection query, LedgerView view)
    {
        var errors = new List<FilterError>();
        var aliased = false;
        foreach (var name in query.Keys.Where(name => !TrackingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))))
        {
            if (!view.Parameters.Contains(name) && !(name == "sort" && view.Sorts.Count > 0) && !(name is "page" or "after" && view.HasPages))
            {
                errors.Add(new FilterError(Shown(name), NotYet.Contains(name)
                    ? $"“{name}” cannot be asked of {view.Name} in this version: take it out of the address."
                    : $"“{Shown(name)}” is not a parameter of {view.Name}: {(view.Parameters.Count == 0 ? "take it out of the address" : $"use {Joined(view.Parameters)}")}{(view.Sorts.Count == 0 ? "" : ", sort")}{(view.HasPages ? ", page, after" : "")}."));
            }
        }

        var filter = new LedgerFilter
        {
            Donors = Codes("donor", Party, "a country's two-letter code such as CA, or an institution's such as EU"),
            Groups = Codes("group", Listed(Membership.Organisations), $"one of {Joined(Membership.Organisations)}"),
            Recipients = Codes("recipient", Party, "a country's two-letter code such as UA"),
            Categories = Codes("category", Listed(lists.Categories.Select(category => category.Code)), $"one of {Joined(lists.Categories.Select(category => category.Code))}"),
            Instruments = Codes("instrument", Listed(lists.Instruments.Select(instrument => instrument.Code)), $"one of {Joined(lists.Instruments.Select(instrument => instrument.Code))}"),
            Initiatives = Codes("initiative", value => Listed(lists.Initiatives.Keys)(value) ?? OfWords([LedgerFilter.NoInitiative])(value), $"one of {Joined(lists.Initiatives.Keys.Order())}, or {LedgerFilter.NoInitiative}"),
            Statuses = Codes("status", OfWords(PackageStatus.All), $"one of {Joined(PackageStatus.All)}"),
            Roles = Codes("line", OfWords(LineRole.All), $"one of {Joined(LineRole.All)}"),
            Stages = Codes("stage", OfWords(LineStage.All), $"one of {Joined(LineStage.All)}"),
            Grades = Codes("grade", OfWords(Grades.All), $"one of {Joined(Grades.All)}"),
            Periods = Codes("period", value => Period.Read(value)?.ToString(), "a year such as 2024, a quarter such as 2024-Q3 or a month such as 2024-07"),
            OwnOnly = OneOf("covers", ["own"]) == "own",
            Shares = OneOf("shares", LedgerFilter.DonorShares),
            RecipientShares = OneOf("recipientShares", LedgerFilter.DonorShares),
            Counting = OneOf("counting", Counting.All),
            Kinds = Codes("kind", Kind, $"one of {Joined(Enum.GetNames<AnnouncementKind>())}"),
            Without = Codes("without", Kind, $"one of {Joined(Enum.GetNames<AnnouncementKind>())}"),
            AsOf = new AsOf(Date("announcedBy")),
            From = Date("from"),
            To = Date("to"),
            RecordedFrom = Date("recordedFrom"),
            RecordedTo = Date("recordedTo"),
            Currency = Codes("currency", Currency, "an ISO 4217 code such as EUR") switch
            {
                [] => null,
                [var code] => code,
                _ => OnlyOne("currency"),
            },
            RateDay = RateOf(),
            Min = Amount("min"),
            Max = Amount("max"),
            Sort = view.Sorts.Count == 0 ? null : OneOf("sort", view.Sorts),
            AllVersions = OneOf("versions", Versions) == "all",
            OnlyCorrections = Single("versions") == "corrections",
            Page = PageNumber(),
        };
        filter = filter with { Members = lists.MembersOf(filter.Groups, filter.AsOf.AnnouncedBy ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) };
        errors.AddRange(filter.Contradictions);

        // Nothing is converted, as without a currency: the address without it says the same.
        if (Single("rate") == "original")
        {
            aliased = true;
            filter = filter with { Currency = null };
        }

        if (filter.Currency is null && errors.All(error => error.Parameter != "currency"))
        {
            foreach (var (name, given) in new[] { ("min", filter.Min is not null), ("max", filter.Max is not null), ("rate", filter.RateDay is not null) })
            {
                if (given)
                {
                    errors.Add(new FilterError(name, $"“{name}” {NeedsCurrency}."));
                }
            }

            if (filter.Sort is { } sort && view.SortsByAmount.Contains(sort))
            {
                errors.Add(new FilterError("sort", $"“sort={sort}” {NeedsCurrency}, or use {Joined(view.Sorts.Except(view.SortsByAmount))}."));
                filter = filter with { Sort = null };
            }
        }

        if (view.Parameters.Contains("rows"))
        {
            var day = filter.AsOf.AnnouncedBy ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            filter = filter with { Pivot = Table() with { Day = day, Members = Membership.Organisations.Where(code => filter.Groups.Count == 0 || filter.Groups.Contains(code)).ToDictionary(code => code, code => lists.MembersOf([code], day)) } };
        }

        Single("knownAt");
        if (view.Parameters.Contains("entries"))
        {
            // The page itself reads it; here only what it may say.
            OneOf("entries", ["grid"]);
        }

        if (filter.Sort is not null && filter.Sort == view.SortOf(filter with { Sort = null }))
        {
            filter = filter with { Sort = null };
        }

        if (view.HasPages && Single("after") is { } after)
        {
            var (cursor, wrong) = ListCursor.Read(after, view, filter.Sort ?? view.Sorts[0]);
            wrong = Single("page") is null ? wrong : "“after” and “page” are both places in the list: give one of them.";
            if (wrong is not null)
            {
                errors.Add(new FilterError("after", wrong));
            }

            filter = filter with { After = wrong is null ? cursor : null };
        }

        return new ParsedFilter(filter, errors, !aliased);

        IReadOnlyList<string> Codes(string name, Func<string, string?> find, string expected)
        {
            var values = Values(name);
            if (values.Length > MostValues)
            {
                errors.Add(new FilterError(name, $"“{name}” is given {values.Length} times: give it at most {MostValues} times."));
                return [];
            }

            var found = new List<string>();
            foreach (var value in values)
            {
                if (find(value) is { } code)
                {
                    aliased |= code != value;
                    found.Add(code);
                }
                else
                {
                    errors.Add(new FilterError(name, $"“{Shown(value)}” is not known as a {(name == "without" ? "kind" : name)}: use {expected}."));
                }
            }

            return [.. found.Distinct().Order(StringComparer.Ordinal)];
        }

        DateOnly? Date(string name)
        {
            if (Single(name) is not { } value)
            {
                return null;
            }

            if (Day(value) is { } date)
            {
                return date;
            }

            errors.Add(new FilterError(name, $"“{Shown(value)}” is not a date from {FirstYear} to {LastYear}: write it as 2025-06-17."));
            return null;
        }

        string? OnlyOne(string name)
        {
            Single(name);
            return null;
        }

        DateOnly? RateOf()
        {
            if (Single("rate") is not { } value || value is "day" or "original")
            {
                return null;
            }

            if (Day(value) is { } day)
            {
                return day;
            }

            errors.Add(new FilterError("rate", $"“{Shown(value)}” is not a way to convert: use day (the rates of the days on which money came in), one day such as 2025-06-17, or original (nothing is converted)."));
            return null;
        }

        decimal? Amount(string name)
        {
            if (Single(name) is not { } value)
            {
                return null;
            }

            if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= LargestAmount && decimal.Round(amount, 2) == amount)
            {
                return amount;
            }

            errors.Add(new FilterError(name, $"“{Shown(value)}” is not an amount: write digits, with a point before at most two decimals, up to 10^15, such as 1500000."));
            return null;
        }

        string? OneOf(string name, IReadOnlyList<string> known)
        {
            if (Single(name) is not { } value || known.Contains(value))
            {
                return Single(name);
            }

            errors.Add(new FilterError(name, $"“{Shown(value)}” is not a value of “{name}”: use {Joined(known)}."));
            return null;
        }

        PivotQuery Table()
        {
            var table = new PivotQuery();
            table = table with
            {
                Rows = OneOf("rows", PivotDimension.Names) ?? table.Rows,
                Columns = OneOf("columns", [.. PivotDimension.Names, PivotQuery.NoColumns]) ?? table.Columns,
                Measure = OneOf("measure", PivotMeasure.Names) ?? table.Measure,
                Per = OneOf("per", PivotQuery.Pers),
                Chart = OneOf("chart", PivotQuery.Charts),
            };
            foreach (var (parameter, sentence) in table.Contradictions)
            {
                errors.Add(new FilterError(parameter, sentence));
            }

            return table;
        }

        int PageNumber()
        {
            if (Single("page") is not { } value)
            {
                return 1;
            }

            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= LastPage)
            {
                return page;
            }

            errors.Add(new FilterError("page", $"“{Shown(value)}” is not a page: write a number from 1 to {LastPage}. Farther on, the link “Next” leads from page to page (“after”), and another order or filter brings the rest to the front."));
            return 1;
        }

        string? Single(string name)
        {
            var values = Values(name);
            if (values.Length > 1 && errors.All(error => error.Parameter != name))
            {
                errors.Add(new FilterError(name, $"“{name}” is given {values.Length} times: give it once."));
            }

            return values.FirstOrDefault();
        }

        // An empty field of a form says nothing.
        string[] Values(string name) => [.. query.TryGetValue(name, out var values) ? values.OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0) : []];
    }

    private static DateOnly? Day(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and <= LastYear ? day : null;

    private static Func<string, string?> Listed(IEnumerable<string> codes)
    {
        var known = codes.ToHashSet();
        return value => known.Contains(value) ? value : known.Contains(value.ToUpperInvariant()) ? value.ToUpperInvariant() : null;
    }

    private static Func<string, string?> OfWords(IReadOnlyList<string> words) => value => words.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase));

    private static string? Kind(string value) =>
        Enum.GetNames<AnnouncementKind>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase));

    private static string Joined(IEnumerable<string> values) => string.Join(", ", values);

    /// <summary>What a person typed, short and on one line.</summary>
    internal static string Shown(string value)
    {
        var line = new string([.. value.Where(letter => !char.IsControl(letter))]);
        return line.Length <= 40 ? line : line[..40] + "…";
    }

    private string? Currency(string value) =>
        value.ToUpperInvariant() is var code && lists.Currencies.Contains(code) ? code : null;

    private string? Party(string value)
    {
        var code = value.ToUpperInvariant();
        return lists.Parties.ContainsKey(code) ? code : lists.Alpha2.GetValueOrDefault(code);
    }
}
