using Microsoft.AspNetCore.Authorization;

namespace AidTracker.Web.Features.Accounts;

/// <summary>
/// What a page asks of who opens it: <c>@attribute [Authorize(Policy = Policies.Desk)]</c>. It guards the address; a command asks again
/// (<see cref="Permissions"/>), because a circuit outlives a role.
/// </summary>
public static class Policies
{
    /// <summary>Editors, reviewers and administrators.</summary>
    public const string Desk = "desk";

    public const string Review = "review";

    public const string Admin = "admin";

    internal static void Add(AuthorizationOptions options, AccountSettings settings)
    {
        Add(options, Desk, Roles.Desk, settings);
        Add(options, Review, [Roles.Reviewer], settings);
        Add(options, Admin, [Roles.Administrator], settings);
    }

    private static void Add(AuthorizationOptions options, string name, IEnumerable<string> roles, AccountSettings settings) => options.AddPolicy(name, policy =>
    {
        policy.RequireRole(roles);
        if (settings.RequireSecondFactor)
        {
            policy.RequireClaim(SignedIn.SecondFactorClaim);
        }
    });
}
