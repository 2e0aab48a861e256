// Written by Scripts/make-datasets; do not edit.

extension EncodedTable {
  /// 344 rows of 8 columns in 1664 bytes.
  static let penguins = EncodedTable(
    rowCount: 344, first: 0, contextShift: 0,
    columns: [
      Column("species", .text(["Adelie", "Gentoo", "Chinstrap"]), bits: 2),
      Column("island", .text(["Torgersen", "Biscoe", "Dream"]), bits: 2, contexts: [0]),
      Column("bill_length_mm", .number(decimals: 1), bits: 10, hasGaps: true, contexts: [0]),
      Column("bill_depth_mm", .number(decimals: 1), bits: 8, hasGaps: true, contexts: [0]),
      Column("flipper_length_mm", .number(decimals: 0), bits: 8, hasGaps: true, contexts: [0]),
      Column("body_mass_g", .number(decimals: 0), bits: 13, hasGaps: true, contexts: [0]),
      Column("sex", .text(["male", "female"]), bits: 2, hasGaps: true, contexts: [0]),
      Column("year", .number(decimals: 0), bits: 11, contexts: [0]),
    ],
    text: """
      #h2+jJ_f+WCxs!5-cKg+&j]-xH)Zy9$@z=Z(%dygSB-rOwN1iB7Z|Q{!s?kb)0J5_L`*j+#s3(xR1fRad,C4n=?&CSmI4<oJs@]LdWZ'
      aUtq9,oqN6].&k.qPcf=YemXsAt6vduD:3;WP2jX8e-_HH7#syr;p:-psNVG?DQXfy[Q[A1GuK;)B'mDe_'uDH#H<Dsht!I7E0|x/R&1
      Ge4HZg8?MuLH/jezq/qZ'2yRX7m34r9_C|`;efjaE-^tK(.IkJ,4g__~CIv(dL8:4}Jw_Q6wy,Pv@@qyD]/<M)<~4Id^jE?i.bu}?Yb>
      r|cqPm5~KCL$,Q2hk/;xKR*q6rTYDWi$DaNxy.G}_)t$`X3rN0@l$'%iaT:To`(O&EsN$F$k`^?RfZ'rl'UmM@R:G|JscX{TYsMlK;V5
      o=S9<0u+uxeImS{g3y-NV'la[s*neK_9&:*30D_!M]Iqb'6_#C5HtZ-{%;h--v>nr-k_L3q^886*T5tf8v_xn?<x,gCqmOPgLlocF0'[
      [1UWcy,r^Y-Bx$u{'Ks-2buT*;7[mWr{KR&.o<0~J>j4m$pATX+8fIAp]t?3oTu~$pmYz[14L^`rzZVO^u|Zm~Hs2'7PAm)1pKnz|p;K
      &'%IH~T!RdVm#^g*)JyU6Aj|d14U*#.)Q7H:@?1f^gV&6NH8Mb]060aAf~]p(Gr'4h/4&BGT40*.m[gjnFa*H9TwQgt=Y^pC=s8njpMS
      +WHFjI6_u|uM.x-$@X,}EDX'ot7G,Q-K/mq-3;n[?|UM'3rD@'RPn=U<G|Yy8>xNHdF=QHX&R8fFT[KiF!V<w)l@r(ggjac:z7{zHjZ;
      hP/?b,:_*)A5WU)_au/4;l9<Z{JGq~FEP[g)8S|i*e5:l^iWZr#eQ]=%s6nb'm&9KSfHw`Xx`zR>)Tu_rW?8Oubk)bIhl:E-aD1bE#SM
      gTF`-/-sp2txjDVBsabOB`oZG=ax1&*5/c|H?`f9B$pa;EjH>$+nb[b_HV|fcG,$Sxu<Bn>RYE=E1jWPKx{),mKR;`WX&dk00S[j_%(`
      Q.G+O<GqH6H/HRn&?jJHYsblQ3k1eSIVJxJTmrrI/!rFVFLC@mG[Z_)Iq{:q7Q8*LIl9zQu[q#Hy=x{_3Me@$!eF$0Qe6@{WR%+_.Lh;
      Tw`poRJU>n(:/ph/,T3q[`EPIF%?'+<y,/e1SD43$O{`U<dsTQSQWjwe7Zi^An*f_gZ#{pkU&[^_5Jk7xM83Kl>YC4T^'3tGQS/9.sx`
      u+E*yb|SO80+T7ZQZYd9%u]g]s>G4Ulx-x|-y1cwJ(Hk>S]Biy%SsHH;<XD}O]xYtk679~ojvk[6:tU/Kfy@y&03-6&U*qp4+9dy118N
      8;Cb07y6;ki@uEL*KXKIFJuT8N)a36SCm.a/o>v)2ez(v)3PZJ<vSm)-mcOa]TE!:<@:6GB`;>vURdR:-8M0hNwCz<|s*K05$@LAH?2_
      /O+PZQ8P%*&j6a1aFNH<bY.KZR(T'HKTb;%)tleg)HduTj,T6N66J2Wfhte>h4FS2rx?rj)gNK27)X.hQDi`g5>1$|8i;%V2>.yBX?x+
      KzNyTZEyv3ogUVAgGkbY,G#IdiSdO8;S6#uOux7mdsyRWlGlFs/?gzowPQ]JumzNeTIO.6weH>>hM%pQlHE0bCTO=/'dnQ/~_uxKg8*V
      ax24'`&7[ftkR>8{FTN>|sN%6Trm?ffm[3wRx_w;_{I#Sf'c6c438UVRQM63'*N2*v[Z8EDH{p(aG]4[b8p7#0syKt3e{OyyCWjBn~7W
      exOB#;)KqW`>Qd3'V5y#h4i@7[D@k`fngomsXzpejPEYZuQq3z@d/+5CO1jFq|J>hPxT]zV[*2ap8;kfY,=Kr]A]yIE;b0zOB1r~br55
      AA:to5yQG&S-Pz<p(?m/AmjeI,'0R0:oz|jw#SQ~16t[]!$0*&D']zfE<'4&*Rfj^Sf/m;=fK5m,_O4>:ZV8EFo&mV6mPC'X?<j~i'@d
      eW`q$FX=@<ML69)!W!5.ZQUvB@Ord[ZC9,,Vbj`Q'Krgm^<Xt!8%heSh0>1oSAy4RWM)iorf
      """)
}
