namespace AidTracker.Web.Features.Desk.Writing;

/// <summary>An announcement of our own for somebody's first draft; nothing like it was said by anybody.</summary>
internal static class ExampleText
{
    public const string Title = "Norway pledges NOK 450 million for Ukraine's air defence";
    public const string Publisher = "Example: Government of Norway";
    public const string Date = "2026-03-05";

    public const string Text = """
        Oslo, 5 March 2026. Norway will give Ukraine NOK 450 million of military support, the minister of defence said on Thursday.

        Of the sum, NOK 300 million will buy 40 interceptor missiles for air defence. A further NOK 90 million goes to the training of crews. The rest will be decided together with Kyiv.

        The pledge is worth about EUR 38 million. It brings Norway's military support this year to NOK 6.2 billion.
        """;
}
