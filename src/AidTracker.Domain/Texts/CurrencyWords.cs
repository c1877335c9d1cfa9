namespace AidTracker.Domain.Texts;

/// <summary>How texts name currencies. A bare <c>$</c>, <c>kr</c> or "crowns" is the donor's own.</summary>
internal static class CurrencyWords
{
    /// <summary>Codes that stand before or after an amount. A code that is also a common word in capitals is left out.</summary>
    private static readonly HashSet<string> Codes = [.. ("USD EUR GBP CAD AUD NZD NOK SEK DKK ISK CZK PLN HUF RON BGN CHF JPY CNY KRW TWD INR UAH ILS PHP SGD "
        + "HKD ZAR BRL MXN AED SAR QAR THB MYR IDR GEL MDL AMD RSD MKD BAM LBP EGP JOD PKR KES VND").Split(' ')];

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["€"] = "EUR", ["£"] = "GBP", ["¥"] = "JPY", ["₴"] = "UAH", ["₩"] = "KRW", ["₱"] = "PHP", ["₪"] = "ILS", ["₹"] = "INR", ["₺"] = "TRY",
        ["us$"] = "USD", ["c$"] = "CAD", ["ca$"] = "CAD", ["cdn$"] = "CAD", ["can$"] = "CAD", ["a$"] = "AUD", ["au$"] = "AUD", ["aud$"] = "AUD",
        ["nz$"] = "NZD", ["nt$"] = "TWD", ["s$"] = "SGD", ["hk$"] = "HKD", ["usd$"] = "USD", ["cad$"] = "CAD", ["$"] = Dollar,
    };

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["euro"] = "EUR", ["euros"] = "EUR", ["yen"] = "JPY", ["yuan"] = "CNY", ["renminbi"] = "CNY", ["rmb"] = "CNY", ["won"] = "KRW",
        ["sterling"] = "GBP", ["pound"] = "GBP", ["pounds"] = "GBP", ["dollar"] = Dollar, ["dollars"] = Dollar, ["kr"] = Crown, ["krone"] = Crown,
        ["kroner"] = Crown, ["krona"] = "SEK", ["kronor"] = "SEK", ["crown"] = Crown, ["crowns"] = Crown, ["koruna"] = "CZK", ["korunas"] = "CZK",
        ["koruny"] = "CZK", ["kč"] = "CZK", ["zloty"] = "PLN", ["zlotys"] = "PLN", ["zlotych"] = "PLN", ["złoty"] = "PLN", ["forint"] = "HUF", ["forints"] = "HUF",
        ["franc"] = "CHF", ["francs"] = "CHF", ["hryvnia"] = "UAH", ["hryvnias"] = "UAH", ["shekel"] = "ILS", ["shekels"] = "ILS", ["peso"] = "PHP",
        ["pesos"] = "PHP", ["rupee"] = "INR", ["rupees"] = "INR", ["lira"] = "TRY", ["liras"] = "TRY", ["lei"] = "RON", ["leva"] = "BGN",
    };

    private static readonly Dictionary<string, string> Dollars = new(StringComparer.Ordinal)
    {
        ["US"] = "USD", ["CA"] = "CAD", ["AU"] = "AUD", ["NZ"] = "NZD", ["SG"] = "SGD", ["TW"] = "TWD", ["HK"] = "HKD",
    };

    private static readonly Dictionary<string, string> Crowns = new(StringComparer.Ordinal)
    {
        ["NO"] = "NOK", ["SE"] = "SEK", ["DK"] = "DKK", ["IS"] = "ISK", ["CZ"] = "CZK",
    };

    /// <summary>Stands for a dollar that the text does not name.</summary>
    public const string Dollar = "$";

    /// <summary>Stands for a crown that the text does not name.</summary>
    public const string Crown = "kr";

    /// <summary>The currency that a token before an amount names; <see cref="Dollar"/> or <see cref="Crown"/> where it is bare; null where it names none.</summary>
    public static string? Before(Token token) => token.Kind switch
    {
        TokenKind.Sign => Signs.GetValueOrDefault(token.Lower),
        TokenKind.Word when Codes.Contains(token.Text) => token.Text,
        TokenKind.Word when token.Lower is "rmb" or "kr" => Words[token.Lower],
        _ => null,
    };

    /// <summary>The currency that a word after an amount names, likewise.</summary>
    public static string? After(Token token) => token.Kind switch
    {
        TokenKind.Sign => Signs.GetValueOrDefault(token.Lower),
        TokenKind.Word when Codes.Contains(token.Text) => token.Text,
        TokenKind.Word => Words.GetValueOrDefault(token.Stem),
        _ => null,
    };

    /// <summary>A bare dollar or crown by the country whose it is; any other code as it is.</summary>
    /// <param name="party">Alpha-2; null where nobody is known to give.</param>
    /// <returns>The code, and whether it had to be guessed: a dollar of nobody's is the American one.</returns>
    public static (string Code, bool Guessed) Of(string named, string? party) => named switch
    {
        Dollar => Dollars.TryGetValue(party ?? "", out var dollar) ? (dollar, false) : ("USD", true),
        Crown => Crowns.TryGetValue(party ?? "", out var crown) ? (crown, false) : ("SEK", true),
        _ => (named, false),
    };
}
