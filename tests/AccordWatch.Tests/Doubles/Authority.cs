using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AccordWatch.Tests.Doubles;

/// <summary>A certificate authority that exists for one test.</summary>
internal sealed class Authority : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _root;
    private readonly List<X509Certificate2> _issued = [];

    public Authority()
    {
        var request = RequestFor("Authority of a test", _key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(5));
    }

    public X509Certificate2Collection Roots => [_root];

    /// <param name="host">Name that it is for.</param>
    /// <param name="until">When it ends.</param>
    /// <param name="revocations">Where the list of revoked certificates is to be had.</param>
    /// <param name="issuer">Where the certificate of the authority is to be had.</param>
    public X509Certificate2 Issue(string host, DateTimeOffset? until = null, Uri? revocations = null, Uri? issuer = null)
    {
        using var key = RSA.Create(2048);
        var request = RequestFor(host, key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
        if (revocations is not null)
        {
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([revocations.AbsoluteUri]));
        }

        if (issuer is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuer.AbsoluteUri]));
        }

        using var signed = request.Create(_root, DateTimeOffset.UtcNow.AddYears(-2), until ?? DateTimeOffset.UtcNow.AddYears(1), RandomNumberGenerator.GetBytes(16));
        return Kept(signed.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate that nobody but itself vouches for.</summary>
    public X509Certificate2 SelfSigned(string host)
    {
        using var key = RSA.Create(2048);
        return Kept(RequestFor(host, key).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30)));
    }

    /// <summary>The list of revoked certificates, signed.</summary>
    public byte[] Revoked(params X509Certificate2[] certificates)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in certificates)
        {
            list.AddEntry(certificate, DateTimeOffset.UtcNow.AddDays(-1));
        }

        return list.Build(_root, 1, DateTimeOffset.UtcNow.AddDays(1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, DateTimeOffset.UtcNow.AddDays(-1));
    }

    public byte[] Certificate => _root.Export(X509ContentType.Cert);

    public void Dispose()
    {
        _issued.ForEach(certificate => certificate.Dispose());
        _root.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest RequestFor(string name, RSA key) => new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private X509Certificate2 Kept(X509Certificate2 certificate)
    {
        _issued.Add(certificate);
        return certificate;
    }
}
