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

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Desk, policy => policy.RequireRole(Roles.Desk));
        options.AddPolicy(Review, policy => policy.RequireRole(Roles.Reviewer));
        options.AddPolicy(Admin, policy => policy.RequireRole(Roles.Administrator));
    }
}
