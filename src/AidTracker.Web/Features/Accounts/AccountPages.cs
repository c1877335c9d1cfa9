namespace AidTracker.Web.Features.Accounts;

/// <summary>What the pages on accounts have in common.</summary>
internal static class AccountPages
{
    /// <summary>Bytes of a form: many times what its fields can hold.</summary>
    public const int LargestForm = 64 * 1024;
}
