// Two small pages of the pasted form, whole and clean.

export const japanese = `Chrysanthemum Digest Logo Menu opener

川べりの製本所が残したもの

最後の一冊を綴じ終えるまでの三十日。

糸かがりの音が止まる日

なぜ今、閉めるのですか？

継ぐ人がいないから

静かな決断でした。

製本所、百年の歴史に幕

公開日:2025/03/14

製本所、百年の歴史に幕

✅ 創業は大正期。

✅ 職人は三人になっていた。

✅ 道具は町の資料館に移る。

さらに読む ⇒川辺日報出典/画像元: https://news.example.jp/bindery

道具の行き先が決まって、ほっとしました。

最後の注文は絵本だった。

紙の町のこれから

町に紙の仕事は残る?

形を変えて残る

続きが気になります。

公開日：2025年2月9日

「紙の学校」が春に開校

✅ 週末だけの学校だ。

✅ 先生は元職人が務める。

✅ 一期生は十二人。

さらに読む ⇒出典/画像元: https://school.example.com/a_(b)

通ってみたいですね。

教室は元の作業場を使う。

🚩 結論!

💡 店は閉じても技術は残ります。

💡 次は学校の春を追います。
`;

export const english = `The clockmaker's second shop

A repairer of church clocks opens a school.

Hands wanted

Who will wind the clocks?

Anyone with a Tuesday to spare.

I signed up.

School for clock winders opens in the old mill

Published: March 3, 2026

✅ Twelve winders begin in May.

✅ The course is free.

✅ Each adopts one tower.

Read more ⇒ The Valley Gazette Source/Image: https://gazette.example.com/clocks

A tower of one's own!

The mill has stood empty since 1998.

Conclusion

💡 Old crafts need new Tuesdays.
`;
