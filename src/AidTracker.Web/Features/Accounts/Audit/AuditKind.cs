namespace AidTracker.Web.Features.Accounts.Audit;

/// <summary>What the trail tells of. The name is what stands in the database: add, do not rename.</summary>
public enum AuditKind
{
    SignedIn,
    SignInFailed,
    LockedOut,
    SignedOut,
    Refused,
    FirstAdministrator,
    Invited,
    InvitationAccepted,
    LinkWithdrawn,
    RolesChanged,
    Disabled,
    Enabled,
    ResetLinkMade,
    PasswordReset,
    PasswordChanged,
    SessionsEnded,
    AuthenticatorAdded,
    AuthenticatorRemoved,
    RecoveryCodesMade,
    PasskeyAdded,
    PasskeyRemoved,
    Published,
    Exported,
    BackedUp,
    Restored,
}
