using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Mexico signed. Russia did too.", new[] { "Mexico signed.", "Russia did too." })]
    [InlineData("Mr. Saveliev signed on Sept. 28. He left.", new[] { "Mr. Saveliev signed on Sept. 28.", "He left." })]
    [InlineData("S. V. Saveliev signed.", new[] { "S. V. Saveliev signed." })]
    [InlineData("He said: “It is done.” Then he left.", new[] { "He said: “It is done.”", "Then he left." })]
    [InlineData("В 2018 г. Россия и Китай подписали меморандум. Это важно.", new[] { "В 2018 г. Россия и Китай подписали меморандум.", "Это важно." })]
    [InlineData("Headline without a stop\n\nThe body.", new[] { "Headline without a stop", "The body." })]
    [InlineData("中国签署协定。俄罗斯也签署。", new[] { "中国签署协定。", "俄罗斯也签署。" })]
    [InlineData("Version 2.5 of the accord costs 3.1 billion.", new[] { "Version 2.5 of the accord costs 3.1 billion." })]
    [InlineData("Am 14. September unterschrieb Berlin. Es ist das 29. Land.", new[] { "Am 14. September unterschrieb Berlin.", "Es ist das 29. Land." })]
    [InlineData("「合意した。」署名は9日。", new[] { "「合意した。」", "署名は9日。" })]
    [InlineData("भारत ने हस्ताक्षर किए। जापान ने भी।", new[] { "भारत ने हस्ताक्षर किए।", "जापान ने भी।" })]
    [InlineData("وقعت مصر الاتفاقية. ووقعت الصين أيضا؟ نعم.", new[] { "وقعت مصر الاتفاقية.", "ووقعت الصين أيضا؟", "نعم." })]
    [InlineData("", new string[0])]
    [InlineData(" \n . \n", new[] { "." })]
    public void A_text_falls_into_its_sentences(string text, string[] sentences) => Assert.Equal(sentences, Sentences.Of(text).Select(one => one.In(text)));
}
