using System.Security.Cryptography;
using System.Text;

namespace AccordWatch.Acquire;

/// <summary>The X-Hub-Signature of what a hub sends (WebSub 7.1): <c>sha256=</c> and the HMAC of the body in hexadecimal.</summary>
public static class PushSignature
{
    /// <summary>Reads the body to its end, without keeping it, when the header has the right form.</summary>
    /// <param name="header">As sent, or null; sha1, sha256, sha384 and sha512 are known.</param>
    /// <param name="secret">Of the subscription.</param>
    /// <param name="body">At its beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> IsRightAsync(string? header, string secret, Stream body, CancellationToken cancellationToken)
    {
        if (header?.Split('=', 2) is not [var method, var value] || NameOf(method) is not { } name || Bytes(value) is not { } claimed)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHMAC(name, Encoding.UTF8.GetBytes(secret));
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(piece, cancellationToken)) > 0)
        {
            hash.AppendData(piece, 0, read);
        }

        return CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), claimed);
    }

    private static HashAlgorithmName? NameOf(string method) => method.Trim().ToLowerInvariant() switch
    {
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    private static byte[]? Bytes(string text)
    {
        var digits = text.Trim();
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }
}
