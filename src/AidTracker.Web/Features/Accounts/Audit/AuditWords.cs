namespace AidTracker.Web.Features.Accounts.Audit;

/// <summary>What the trail tells of, in words.</summary>
internal static class AuditWords
{
    public static string Of(AuditKind kind) => kind switch
    {
        AuditKind.SignedIn => "Signed in",
        AuditKind.SignInFailed => "Sign-in failed",
        AuditKind.LockedOut => "Locked out",
        AuditKind.SignedOut => "Signed out",
        AuditKind.Refused => "Refused",
        AuditKind.FirstAdministrator => "First administrator",
        AuditKind.Invited => "Invited",
        AuditKind.InvitationAccepted => "Invitation accepted",
        AuditKind.LinkWithdrawn => "Link withdrawn",
        AuditKind.RolesChanged => "Roles changed",
        AuditKind.Disabled => "Disabled",
        AuditKind.Enabled => "Enabled",
        AuditKind.ResetLinkMade => "Password link made",
        AuditKind.PasswordReset => "Password reset",
        AuditKind.PasswordChanged => "Password changed",
        AuditKind.SessionsEnded => "Sessions ended",
        AuditKind.AuthenticatorAdded => "Authenticator added",
        AuditKind.AuthenticatorRemoved => "Authenticator removed",
        AuditKind.RecoveryCodesMade => "Recovery codes made",
        AuditKind.PasskeyAdded => "Passkey added",
        AuditKind.PasskeyRemoved => "Passkey removed",
        AuditKind.Published => "Published",
        AuditKind.Exported => "Exported",
        AuditKind.BackedUp => "Backed up",
        AuditKind.Restored => "Restored",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>As it stands in the database; what a newer version wrote is shown as it is.</summary>
    public static string Of(string what) => Enum.TryParse<AuditKind>(what, out var kind) && Enum.IsDefined(kind) ? Of(kind) : what;
}
