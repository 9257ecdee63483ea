using System.Text;

namespace AccordWatch.Text;

/// <summary>An extension of ASCII given by a table; it only decodes.</summary>
/// <param name="upper">The characters of the last bytes up to 255; those between ASCII and the table stand for themselves.</param>
internal sealed class TableEncoding(string upper) : Encoding
{
    private readonly int _first = 256 - upper.Length;

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var at = 0; at < byteCount; at++)
        {
            var one = bytes[byteIndex + at];
            chars[charIndex + at] = one < _first ? (char)one : upper[one - _first];
        }

        return byteCount;
    }

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw new NotSupportedException();

    public override int GetMaxByteCount(int charCount) => charCount;
}
