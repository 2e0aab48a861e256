// Written by Scripts/make-datasets; do not edit.

extension EncodedTable {
  /// 150 rows of 5 columns in 387 bytes.
  static let iris = EncodedTable(
    rowCount: 150, first: 4, contextShift: 0,
    columns: [
      Column("sepal_length", .number(decimals: 1), bits: 7, contexts: [4]),
      Column("sepal_width", .number(decimals: 1), bits: 6, contexts: [4]),
      Column("petal_length", .number(decimals: 1), bits: 7, contexts: [4]),
      Column("petal_width", .number(decimals: 1), bits: 5, contexts: [4]),
      Column("species", .text(["setosa", "versicolor", "virginica"]), bits: 2),
    ],
    text: """
      $z3HPDoZa{HpX=>yIG7TW31{cgl$+)z|UOxYHs^cX|pO$}7fFZa,J45<]SLc_DJRXyr<;o#03~d)=Ka#K*Gv#{TXS'Z&7IzO>vf*/esK
      K6vW)isnsdyWz%#y$ctQP]YT[-cFfVSLDJ;Rb;`m#_)_8lPFwVMeA[dQrhX*pHXfyp=TfkipbW[*<IW#2rrK-Q)Vc?Z'<L;nKN7XO%,~
      <nsvq8H%v0S^=naYQD6BkI[3L2hUi$v50_Dzh.pKjuX?GMKty.QuPxwS7'AP?69KirQG%EkIJAzyqJyO2P5x0d(;E-pNjcnIt,y{wgFF
      +4IBZiC`S8>s?6EozG<g2C@y.L#3S*wb?D2=u*%FBS_0X|9]>i1]R@prv.L_yUHsY?p{+$OIuo|3j4Tj4HJu34#K(ce*&D#Y`}jLjUED
      ])KOLqn~Ig)+N5O'd0T_kf+^p@X7TTGzBWvmiD0go[PeBhYj/Ca)=O|9sm]H9;
      """)
}
