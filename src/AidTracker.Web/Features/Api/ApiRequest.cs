using System.Globalization;

namespace AidTracker.Web.Features.Api;

/// <summary>What an address says to the API beside the filter.</summary>
/// <param name="Fields">Those that are wanted, by their place among the operation's, in the order in which they are asked for.</param>
/// <param name="Given">Parameters beside the filter's, as they were given.</param>
internal sealed record ApiRequest(int Limit, IReadOnlyList<int> Fields, IReadOnlyDictionary<string, string> Given, IReadOnlyList<FilterError> Errors)
{
    /// <summary>How long the value of a parameter of the API's own may be; the filter has bounds of its own.</summary>
    private const int MostCharacters = 4000;

    public static ApiRequest Read(HttpContext http, ApiOperation operation)
    {
        var given = new Dictionary<string, string>();
        var errors = new List<FilterError>();
        foreach (var name in operation.Own)
        {
            // A list's own place is the filter's to read.
            if (name == ApiParameter.After && operation.View.HasPages)
            {
                continue;
            }

            string[] values = ApiParameter.Of(name).IsInPath
                ? [http.Request.RouteValues[name]?.ToString() ?? ""]
                : [.. http.Request.Query[name].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0)];
            if (values.Length > 1)
            {
                errors.Add(new FilterError(name, $"“{name}” is given {values.Length} times: give it once."));
            }
            else if (values is [{ Length: > MostCharacters }])
            {
                errors.Add(new FilterError(name, $"“{name}” has more than {MostCharacters} characters: shorten it."));
            }
            else if (values is [var value])
            {
                given[name] = value;
            }
        }

        if (operation.View.HasPages && http.Request.Query.ContainsKey("page"))
        {
            errors.Add(new FilterError("page", "The API goes on after a row and not by number: leave “page” out, and follow “next”."));
        }

        return new ApiRequest(LimitOf(given, errors), FieldsOf(given, operation, errors), given, errors);
    }

    private static int LimitOf(Dictionary<string, string> given, List<FilterError> errors)
    {
        if (!given.TryGetValue(ApiParameter.Limit, out var text))
        {
            return ApiParameter.UsualRows;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= ApiParameter.MostRows)
        {
            return limit;
        }

        errors.Add(new FilterError(ApiParameter.Limit, $"“limit” is a whole number from 1 to {ApiParameter.MostRows}: more rows come page by page, or in a file."));
        return ApiParameter.UsualRows;
    }

    private static IReadOnlyList<int> FieldsOf(Dictionary<string, string> given, ApiOperation operation, List<FilterError> errors)
    {
        if (!given.TryGetValue(ApiParameter.Fields, out var text))
        {
            return [.. Enumerable.Range(0, operation.Fields.Count)];
        }

        var names = operation.Fields.Select((field, place) => (field.Name, place)).ToDictionary(field => field.Name, field => field.place);
        var wanted = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (wanted.Count == 0 || !wanted.All(names.ContainsKey))
        {
            errors.Add(new FilterError(ApiParameter.Fields, $"“fields” names a field that there is none of here: use {string.Join(", ", names.Keys)}, with commas between them."));
            return [];
        }

        return [.. wanted.Select(name => names[name])];
    }
}
