using AidTracker.Web.Features.Accounts.SigningIn;

namespace AidTracker.Web.Tests.Accounts;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("Password1234")]
    [InlineData("p@ssw0rdp@ssw0rd")]
    [InlineData("qwertyuiop12")]
    [InlineData("iloveyou2026!")]
    [InlineData("Summer2026Winter")]
    [InlineData("letmein-please-1")]
    [InlineData("AidTracker2026")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("too short")]
    [InlineData("petra.holm 1987")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_guessed_first_is_not_taken(string? password) => Assert.NotNull(Passwords.Refusal(password, "p.holm", "Petra Holm"));

    [Theory]
    [InlineData("heron umbrella 41 quarry")]
    [InlineData("xK7-vP2m-qR9t")]
    [InlineData("правильный конь батарея")]
    public void Length_is_enough(string password) => Assert.Null(Passwords.Refusal(password, "p.holm", "Petra Holm"));

    [Fact]
    public void A_password_is_kept_as_many_rounds_of_hashing()
    {
        var kept = Convert.FromBase64String(Passwords.Hasher.HashPassword(new() { DisplayName = "", CreatedAt = default }, "heron umbrella 41 quarry"));

        // Identity's form: 1, the function (2 is HMAC-SHA512), the rounds, the salt's length.
        Assert.Equal(1, kept[0]);
        Assert.Equal(2, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(kept.AsSpan(1)));
        Assert.True(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(kept.AsSpan(5)) >= 210_000);
    }
}
