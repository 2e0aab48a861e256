// Written by Scripts/make-datasets; do not edit.

extension EncodedTable {
  /// 178 rows of 14 columns in 2630 bytes.
  static let wine = EncodedTable(
    rowCount: 178, first: 13, contextShift: 0,
    columns: [
      Column("alcohol", .number(decimals: 2), bits: 11, contexts: [13]),
      Column("malic_acid", .number(decimals: 2), bits: 10, contexts: [13]),
      Column("ash", .number(decimals: 2), bits: 9, contexts: [13]),
      Column("alcalinity_of_ash", .number(decimals: 1), bits: 9, contexts: [13]),
      Column("magnesium", .number(decimals: 0), bits: 8, contexts: [13]),
      Column("total_phenols", .number(decimals: 2), bits: 9, contexts: [13]),
      Column("flavanoids", .number(decimals: 2), bits: 9, contexts: [13]),
      Column("nonflavanoid_phenols", .number(decimals: 2), bits: 7, contexts: [13]),
      Column("proanthocyanins", .number(decimals: 2), bits: 9, contexts: [13]),
      Column("color_intensity", .number(decimals: 6), bits: 24, contexts: [13]),
      Column("hue", .number(decimals: 3), bits: 10, contexts: [13]),
      Column("od280/od315_of_diluted_wines", .number(decimals: 2), bits: 9, contexts: [13]),
      Column("proline", .number(decimals: 0), bits: 11, contexts: [13]),
      Column("class", .text(["class_0", "class_1", "class_2"]), bits: 2),
    ],
    text: """
      $fKP5i(xf<v7Pa*SCfR0vXQ=usZH.Qix6KP0%lBo[<@yKmPV`Q%SA)gsg:Y:'kZpF,Ev#i6*P*.oHG8Z5~*wv?7eMf]BF)<LUasjlnZs
      ]-=Kh7b@*.+|uYGuL$g|0O)n_/,vnypi56Zw|G2bR!<KERO{af(d]-Ar9_<u%x?93Ni?0O5:_uPz[qY?.EuQOV]@9yruBT5R17VJ8qmc
      ^@>+3xz%&K&S4*^@h_]*U@{#cuGWU+M2B~RI$wn4I80@U,tpSBv.Rz7t[R9BV)tOI2Tg12q]FGJiG[kk?n:qVh[wSEI6MD6]BJUo0]kc
      Y?@pm(07.4_u_[{ymjpWK+:P]/h!.P<I8G.lK,t(|4xCy|,:f6R*WAA^*;C8@x.;34sIYV4tlEcby.S@0P&Vgv-@a0dYrUoX2z^R#HhV
      O_T.O/aXGPbq.0-&+&)w2SX$[%k(%#Y3v8c{d27A)x;utF9i{/c>=axO6yn{:**tsk0]{D/NJe)+2}Are`O+j{BqIK:EW}=Mq6[34CJ|
      E7<aF(r^<Rp+9dOJzEOr[4(ADtuJI[,*XI@_`3D[9Hq6Vm9@nwCLoUyNT=poNuYs,?:872b{/leOtnC5cdRD&?{]{EW66d%/h2{8(TM-
      2]Vu_OM&,x-F,8_hz%`*6:A,J1,]{rul>s$7l@DdA)@=p;;E5,LbMHLtzfMsO-/%?&O(jlxyy?w[jl(~&U'bFqhA;V$g[_pa`QDr<@MI
      (B:LlI?}EmvBVi9qq<{vqLZ1B=[TqH+F%kN@:r>c7w]NLZA[13/1RqI;hc)$QEwoAk%Kt2:MY'TbL<1M&fR5TxnQA|^;U/0^rzj4%_]7
      2n5om4(3hZkm6zWSaXImwV|k*3_,@Dz(g.`+|UDbPm]5;IrtPIpI@cZ<NbW!tHYJ:P1x[F#u*~fgQwne4avNv8Jqwij4jRzkbPNpId'%
      =&U-JC{F)5xV-uA*^xjX>@sy+1ipv_Of:Z=@E|:sg^1*3`sLE>YZ%`9/H(G`Gn.C^&p`yMVt#r6k.+?7*nf9GWOhH'6LH:Pp$#7`=eE#
      lE&3i/RdBFjzXW2&<mBt<2ZNYzbO>.{@6<HUC9PV`t{N^t)`9WP(kIkf'~lev-hh@T,<G?.u@11[v;l4Mp+>|:&pv7qND4oKCd*o7Iqx
      ;1vT_w)dz=>od,Ir4<R}+Lfzk}r-pUgqvxIlyN=xL<SoFVhJ1{`2(;@MU69Kg28t{%X)7*?s>n[6Y0]et=qwD@%^D[8y[[^/@G=gA5G7
      DH:&-RLfwJZG1jM+^cPL?x&@F)HVWSxih#]TQk$7Jocu*Nv:QcE].7+dK,F_#2`gTI.lfAXrxw4Yg5.POhf%rT,IQc?8zi&sYl(tcsuM
      #>rIh-SNg=xFJb[oS1Tdp/41Bd__l2u~EaP3clegWC&@=QT@n12(kQ'ka&6E)zGvK*{'PoFy6sbpH4sl*|9RR*h<]~(WX-Z%hv6<i;(2
      'n{!Zk|$aJ$r?[cMGg==#|;|q'Eoyoh8VaQj2Z'^bJ_cB_+NI~eIB?I/s[UY|Qk6?4s/<6Fh85NBNlK3^:DO6afz3v8o^9(w)O=p@09B
      gFQ]>7jW*)t}sK-KBttdTbcKtRl=$bR*5zp%j}8VGK)RE0c.h:rOR(%<x6[A%:U97m8%'=Rd+eGr3F&CS,nIVW1smq5>w|)IK7s:gOKL
      @s{jcJ-yz4_Xeqd^?UIlyb:*5F%)[3K./in*1io9QF*oq4{2X8I'{Is;x^syT6yHk+%+C6Jk2TBOeRlT*Rh/#8.?AdSjL6sY='_rE/aw
      %?eK&;ro@e'}ZeXmaoXN:1OmRp.~RYSUseEKYl.I)_r*?aq0g^0H[kV<Rq_]>SIznN'9ebarJ!Z.(HCDpAV'Ys@w(~9[ILLd27*jb#<a
      jqhvqvdC#4Z=pNJy@L)2JNWq(i`Lhx>|y0em:NGqyrJ1(nles`E,DuZ5&PlI-cznn6qE_20T3}`C*/t*T~_,4B0R=u?-a0iNdoT4Zj9>
      La@tt4:.>GniUvvafukiP=wxdqnMy}.JV]A+muQ'NvIu=W$IzFa`z$<YhAr)x[JytQd@*(7XP@ltYQb`s-NF'RtSa7.m^}fcOPGw`CG&
      |HmaI~fMNXs1w5a~2YrZ<iavdoGPEC'|pM02]FM<]yA?.CR$p}M6c&4faoSz6zB@Z(A1{^)_sVb!75K$1_pH:W]rmIbQk?HC<I%Aov$U
      4ZmV[1y&erb50/|6Z,In*Zf7|/QOt_8$Ve,3x7)mGmpEC*_Y_glj3I17]DQ|Q2Q~31q0e;x|F,O/6|Zkc}/q'&AS5V'uV,A;sAqg{DH&
      OC&Hg~*{CsO-6l;NJB`'<@/(-Ul(|a%y,ge7*rw/Uu3Yk0Y_Wk>BM|z[-YhlD2$#7PWuK%(D^,nXXMJG:Dt%b/Ot)Lp;#PAoCuLM/qMa
      (A6kgQ:}{ud/Ee$}q}V,O6Z(vR/[Ln9XQy|>>%4C57KD2#ZiZD=!R+/9-~`Hk8tg{L$bCWE[eVx!4X6vdbQfRwqHCssRH44#jF*wDj'o
      7gMgYQ=]Z*,2-cV+h|Q^L$z(^/sbpeg~c4TaKDkx`TN3R{2me5St.7NiEK#|.LX_Q&9veZ8c&:FI$IE_ou6z))uhk$#f`og$ZK0{r^'4
      ->yw]}MvG(-tAWPQW}HU:VfaPXJiE`0YR!q<E/CP2x<`^k^vX9zq`|LOTKe_|Y_GX-x5HbFiF<6]gI=>ydm)qrd4P<G_q2r]&ITGJn7T
      |N6#RVtVO5hYzVJ6eV+ytPBK);4#JCb1+8z]P-gp;+%AFSvT4}6%(zfp|4F,DP11Ka)K^]iD-xsOpmVfs$G|0UBV7WOdG7ow]0A)&6FI
      nS*'O_+D82SchD.PTs#eWo$N1nZ|O0%Y;F|il_._x?(Un4%J[8E8$Cy?t(@<bn`N_&j3Z_EPS[FEYQo:c[:<8G`0+nPDtV4KcEUT`*j^
      9vJU/3s`RO5We^F9mx'[gG[DInIet]x>0mjD:,7D{k>!G{GIpi75)?*c9<E)@$8ruSH%$[;J0.n&^':|h@6AnthFd)]0TD3d+q+a]rDi
      hbew%n|/ssA*Ah/5>+$/R!:h,?sV4Vd!T-dr3`w1p,(N|>hm40(Pk].#I0MAaxW-R-&mz+6c`i4I|W%4.-tb1*bzZl/yJ(YQ9bVotpMo
      n'RoupFfDsr~AyI6K?pk]Ft7Ss'u8U1L2&G[FG<sZ2:-]C[x`I[u`iK`GZ<#kH#]In62epP,*,pR3pX+6|E(mM3g+=kNbYRcQ3hj^?Nc
      <?&m=*/o5CH?,h
      """)
}
