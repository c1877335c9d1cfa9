namespace AidTracker.Web.Features.Accounts;

/// <summary>What an operator chose about accounts.</summary>
/// <param name="RequireSecondFactor">True: who has neither an authenticator nor a passkey may do nothing at the desk.</param>
public sealed record AccountSettings(bool RequireSecondFactor);
