namespace AidTracker.Web.Tests.Desk;

/// <summary>The news of 24 August 2025 in our own words, with the figures of product.md's running story.</summary>
internal static class AugustStory
{
    public const string Title = "In Kyiv, Canada says what its $2 billion for Ukraine will buy";

    public const string Text = """
        Kyiv, 24 August 2025. Canada's prime minister, in Kyiv for Ukraine's Independence Day, said on Sunday what the $2 billion in military assistance for Ukraine that he had promised in June will be spent on.

        Some $835 million will pay for ammunition. Canada will spend $680 million on air defence systems bought from the United States. A further $220 million goes to drones and counter-drone technology. The rest is for the armed forces and their logistics.
        """;

    public const string Publisher = "Example News";

    public const string Published = "2025-08-24";

    /// <summary>The package of June, as the ledger knew it before August.</summary>
    public const string June = "ca-ua-2025-06-kananaskis-example";
}
